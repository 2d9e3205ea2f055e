package dev.toolrack.operator.shell.turns;

import java.time.Duration;

/**
 * How many servers are asked at the same time.
 *
 * @param prompt for those that answer promptly, or of which nothing is known yet
 * @param patient for those that took longer than {@code patience} the last time
 * @param overtime for those that were expected to answer promptly and did not; while there is no
 *     place left here they keep the one they have
 * @param patience how long a prompt answer takes at most
 */
public record TurnLimits(
    LaneLimits prompt, LaneLimits patient, LaneLimits overtime, Duration patience) {}
