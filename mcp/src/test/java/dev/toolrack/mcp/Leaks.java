package dev.toolrack.mcp;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Watches everything that a process can say by itself for a text that must not be there. */
final class Leaks implements AutoCloseable {
  private final String canary;
  private final List<String> found = new ArrayList<>();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Logger root = Logger.getLogger("");
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          look("log", logged.getMessage() + trace(logged.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private Leaks(String canary) {
    this.canary = canary;
  }

  static Leaks watch(String canary) {
    Leaks leaks = new Leaks(canary);
    leaks.root.addHandler(leaks.handler);
    System.setOut(leaks.tee("out", leaks.out));
    System.setErr(leaks.tee("err", leaks.err));
    // Nothing may die of a hostile answer, whatever it says.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> leaks.add("uncaught " + failure.getClass().getName()));
    return leaks;
  }

  private PrintStream tee(String name, PrintStream to) {
    var lines =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void flush() {
            look(name, toString(StandardCharsets.UTF_8));
            to.writeBytes(toByteArray());
            to.flush();
            reset();
          }
        };
    return new PrintStream(lines, true, StandardCharsets.UTF_8);
  }

  private static String trace(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      text.append(t);
    }
    return text.toString();
  }

  private void look(String where, String text) {
    if (text.contains(canary)) {
      add(where);
    }
  }

  private synchronized void add(String what) {
    found.add(what);
  }

  /** Where it was, and what died. */
  synchronized List<String> found() {
    return List.copyOf(found);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    root.removeHandler(handler);
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
