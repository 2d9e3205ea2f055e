package dev.toolrack.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Feeds a property with the committed seeds of a fuzz target and then with a fixed number of inputs
 * made from them, the same ones in every run: the part of fuzzing that fits into a build. What
 * looks further is Jazzer ({@code hack/fuzz}), which starts from the same seeds and adds what it
 * finds to them.
 */
final class MutatedSeeds {
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final int COUNT = 10_000;
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_STEPS = 4;

  /** Plain objects and lists; quoted texts; words. */
  private static final List<Pattern> TOKENS =
      List.of(
          Pattern.compile("\\{[^{}]*}|\\[[^\\[\\]]*]"),
          Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\""),
          Pattern.compile("[A-Za-z0-9_.+-]+"));

  private static final long START = 20_260_728L;

  /** What every format here trips over, if it does. */
  private static final List<byte[]> ODDITIES =
      Stream.of(
              "\n",
              "\r",
              "\r\n",
              "\n\n",
              "\"",
              "\\",
              "\\\"",
              "\\\\",
              "{",
              "}",
              "[",
              "]",
              "{}",
              "[]",
              ",",
              ":",
              "=",
              " ",
              "\t",
              "\0",
              "null",
              "true",
              "-0",
              "1e999",
              "1.0",
              "-1",
              "0x1",
              "9223372036854775807",
              "9223372036854775808",
              "12345678901234567890123",
              "\\ud800",
              "\\u0000",
              "\\udc00\\ud800",
              "\uFEFF",
              "\u00e9",
              "\u2028",
              "\uD83D\uDE00",
              "%2e",
              "%00",
              "//",
              "/../",
              "?",
              "#",
              "@",
              ":443",
              "[::1]",
              "[[[[[[[[",
              "]]]]]]]]")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .collect(
              () -> new ArrayList<>(brokenUtf8()),
              ArrayList::add,
              (one, other) -> one.addAll(other));

  /** Must hold for whatever bytes there are; throws if it does not. */
  interface Property {
    void check(byte[] input) throws Exception;
  }

  private final List<byte[]> seeds;
  private final Random random = new Random(START);

  private MutatedSeeds(List<byte[]> seeds) {
    this.seeds = seeds;
  }

  /**
   * Checks a property.
   *
   * @param target the class of the fuzz target
   * @param method its method, whose seeds are where Jazzer expects them
   */
  static void check(Class<?> target, String method, Property property) throws IOException {
    List<byte[]> seeds = seeds(target, method);
    for (byte[] seed : seeds) {
      check(property, seed);
    }
    MutatedSeeds mutated = new MutatedSeeds(seeds);
    for (int i = 0; i < COUNT; i++) {
      check(property, mutated.next());
    }
  }

  private static void check(Property property, byte[] input) {
    try {
      property.check(input.clone());
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw new AssertionError(
          "does not hold for the bytes (base64) " + Base64.getEncoder().encodeToString(input), e);
    }
  }

  private static List<byte[]> seeds(Class<?> target, String method) throws IOException {
    Path folder =
        RESOURCES
            .resolve(target.getPackageName().replace('.', '/'))
            .resolve(target.getSimpleName() + "Inputs")
            .resolve(method);
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  private byte[] next() {
    byte[] input = any(seeds);
    for (int steps = 1 + random.nextInt(MAX_STEPS); steps > 0; steps--) {
      input = step(input);
    }
    return input.length > MAX_LENGTH ? Arrays.copyOf(input, MAX_LENGTH) : input;
  }

  private byte[] step(byte[] input) {
    return random.nextBoolean() ? tokenStep(input) : byteStep(input);
  }

  /** Puts a word for a word, a text for a text: much of what comes out is still well-formed. */
  private byte[] tokenStep(byte[] input) {
    Pattern kind = any(TOKENS);
    List<MatchResult> tokens = tokens(kind, input);
    List<MatchResult> others = tokens(kind, random.nextInt(4) == 0 ? input : any(seeds));
    if (tokens.isEmpty() || others.isEmpty()) {
      return byteStep(input);
    }
    MatchResult token = any(tokens);
    byte[] by = any(others).group().getBytes(StandardCharsets.ISO_8859_1);
    return replaced(input, token.start(), token.end(), by);
  }

  private static List<MatchResult> tokens(Pattern kind, byte[] of) {
    return kind.matcher(new String(of, StandardCharsets.ISO_8859_1)).results().toList();
  }

  private byte[] byteStep(byte[] input) {
    int start = random.nextInt(input.length + 1);
    int end = Math.min(input.length, start + 1 + random.nextInt(random.nextBoolean() ? 4 : 64));
    return switch (random.nextInt(8)) {
      case 0 -> replaced(input, start, end, new byte[0]);
      case 1 -> replaced(input, start, end, new byte[] {(byte) random.nextInt(256)});
      case 2 -> replaced(input, start, start, any(ODDITIES));
      case 3 -> replaced(input, start, end, any(ODDITIES));
      case 4 -> replaced(input, start, start, Arrays.copyOfRange(input, start, end));
      case 5 -> replaced(input, start, start, piece(any(seeds)));
      case 6 -> replaced(input, start, end, piece(input));
      default -> bitFlipped(input, start);
    };
  }

  private byte[] piece(byte[] of) {
    int start = random.nextInt(of.length + 1);
    return Arrays.copyOfRange(of, start, start + random.nextInt(of.length - start + 1));
  }

  private byte[] bitFlipped(byte[] input, int at) {
    byte[] flipped = input.clone();
    if (at < flipped.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] replaced(byte[] input, int start, int end, byte[] by) {
    byte[] result = new byte[input.length - (end - start) + by.length];
    System.arraycopy(input, 0, result, 0, start);
    System.arraycopy(by, 0, result, start, by.length);
    System.arraycopy(input, end, result, start + by.length, input.length - end);
    return result;
  }

  /** A byte that never is, a slash in too many bytes, a surrogate, a text that is cut off. */
  private static List<byte[]> brokenUtf8() {
    return List.of(
        new byte[] {(byte) 0xFF},
        new byte[] {(byte) 0xC0, (byte) 0xAF},
        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        new byte[] {(byte) 0xF0, (byte) 0x9F});
  }
}
