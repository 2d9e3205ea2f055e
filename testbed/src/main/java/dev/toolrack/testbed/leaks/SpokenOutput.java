package dev.toolrack.testbed.leaks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what a process says by itself: both outputs and the log of the Java platform. */
final class SpokenOutput implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Logger root = Logger.getLogger("");
  private final Handler handler;

  private SpokenOutput(Leaks leaks) {
    System.setOut(heard(out, line -> leaks.said("standard output", line)));
    System.setErr(heard(err, line -> leaks.said("standard error", line)));
    // Its console may hold an error output of before.
    handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            leaks.said("log of " + logged.getLoggerName(), text(logged));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    root.addHandler(handler);
  }

  /** From now on. */
  static SpokenOutput hear(Leaks leaks) {
    return new SpokenOutput(leaks);
  }

  private static String text(LogRecord logged) {
    var text = new StringBuilder(String.valueOf(logged.getMessage()));
    if (logged.getParameters() != null) {
      for (var parameter : logged.getParameters()) {
        text.append(' ').append(parameter);
      }
    }
    for (var thrown = logged.getThrown(); thrown != null; thrown = thrown.getCause()) {
      text.append(' ').append(thrown);
    }
    return text.toString();
  }

  private static PrintStream heard(PrintStream to, Consumer<String> lines) {
    return new PrintStream(new Lines(to, lines), true, StandardCharsets.UTF_8);
  }

  /** Passes everything on, and tells each line when it is whole. */
  private static final class Lines extends OutputStream {
    private static final int LONGEST = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final PrintStream to;
    private final Consumer<String> lines;

    Lines(PrintStream to, Consumer<String> lines) {
      this.to = to;
      this.lines = lines;
    }

    @Override
    public synchronized void write(int b) {
      to.write(b);
      add(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
      to.write(bytes, from, count);
      for (var i = from; i < from + count; i++) {
        add(bytes[i]);
      }
    }

    @Override
    public void flush() {
      to.flush();
    }

    private void add(int b) {
      if (b == '\n' || line.size() == LONGEST) {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
      }
      line.write(b);
    }
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    root.removeHandler(handler);
  }
}
