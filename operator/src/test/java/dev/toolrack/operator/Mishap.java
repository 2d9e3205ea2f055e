package dev.toolrack.operator;

/** What happens to the replica that works, and when. */
enum Mishap {
  /** It is killed while its request waits at the authorization server, which then does nothing. */
  KILLED_BEFORE_THE_REFRESH(false, true),
  /** It is killed while its refresh is done and not answered. */
  KILLED_BEFORE_THE_ANSWER(true, true),
  /** It is killed when it has the answer and has not stored it. */
  KILLED_BEFORE_THE_WRITE(true, true),
  /** It is killed when the API server has stored the answer and nobody knows it yet. */
  KILLED_AFTER_THE_WRITE(false, true),
  /** It is killed wherever it is. */
  KILLED(false, true),
  /** The refresh is done and the connection breaks. */
  ANSWER_LOST(true, false);

  /** Whether nobody has what the authorization server gave last. */
  final boolean losesAnAnswer;

  final boolean kills;

  Mishap(boolean losesAnAnswer, boolean kills) {
    this.losesAnAnswer = losesAnAnswer;
    this.kills = kills;
  }
}
