package dev.toolrack.operator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.toolrack.testbed.leaks.Leaks;
import java.util.Arrays;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/**
 * What the operator would log if somebody set {@code log.level} to the finest there is: whoever
 * looks for a fault must not find secrets. It is heard and not printed.
 */
final class FinestLog extends AppenderBase<ILoggingEvent> {
  private final Leaks leaks;

  private FinestLog(Leaks leaks) {
    this.leaks = leaks;
  }

  static void hear(Leaks leaks) {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    for (Iterator<Appender<ILoggingEvent>> i = root.iteratorForAppenders(); i.hasNext(); ) {
      var printed = new ThresholdFilter();
      printed.setLevel(Level.INFO.levelStr);
      printed.start();
      i.next().addFilter(printed);
    }
    var all = new FinestLog(leaks);
    all.setContext(root.getLoggerContext());
    all.start();
    root.addAppender(all);
    ((Logger) LoggerFactory.getLogger("dev.toolrack")).setLevel(Level.TRACE);
  }

  @Override
  protected void append(ILoggingEvent event) {
    leaks.said("log of " + event.getLoggerName() + ": " + event.getMessage(), text(event));
  }

  private static String text(ILoggingEvent event) {
    var text = new StringBuilder(event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      text.append(' ').append(event.getKeyValuePairs());
    }
    text.append(' ').append(event.getMDCPropertyMap()).append(' ').append(event.getThreadName());
    // An argument that the text leaves out is in the log as JSON.
    text.append(' ').append(Arrays.toString(event.getArgumentArray()));
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null ? text.toString() : text + "\n" + ThrowableProxyUtil.asString(thrown);
  }
}
