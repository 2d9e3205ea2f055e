package dev.toolrack.core.naming;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the API spells them: {@code ^([0-9]{1,5}(h|m|s|ms)){1,4}$} (api.md). */
public final class Durations {

  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,5}(h|m|s|ms)){1,4}");
  private static final Pattern PART = Pattern.compile("([0-9]{1,5})(ms|h|m|s)");

  private Durations() {}

  /** The sum of the parts; empty where the text is no duration. */
  public static Optional<Duration> parse(String text) {
    // Four parts of seven characters: longer texts are not looked at.
    if (text.length() > 28 || !WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      long value = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "h" -> Duration.ofHours(value);
                case "m" -> Duration.ofMinutes(value);
                case "s" -> Duration.ofSeconds(value);
                default -> Duration.ofMillis(value);
              });
    }
    return Optional.of(sum);
  }
}
