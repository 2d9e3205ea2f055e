package dev.toolrack.operator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.LoggerFactory;

/**
 * Counts how often a reconciler was called for objects of each namespace. The framework counts by
 * kind only; its log knows the objects.
 */
final class Dispatches implements AutoCloseable {
  private static final String DISPATCHER =
      "io.javaoperatorsdk.operator.processing.event.ReconciliationDispatcher";
  private static final String MESSAGE = "Handling dispatch for resource name: {} namespace: {}";

  private final ConcurrentMap<String, Integer> byNamespace = new ConcurrentHashMap<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(DISPATCHER);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getMessage().equals(MESSAGE)) {
            byNamespace.merge(String.valueOf(event.getArgumentArray()[1]), 1, Integer::sum);
          }
        }
      };

  /** From now on. */
  Dispatches() {
    appender.start();
    logger.setAdditive(false);
    logger.addAppender(appender);
    logger.setLevel(Level.DEBUG);
  }

  /** By namespace; one without a dispatch is not in it. */
  Map<String, Integer> byNamespace() {
    return Map.copyOf(byNamespace);
  }

  @Override
  public void close() {
    logger.setLevel(null);
    logger.detachAppender(appender);
    logger.setAdditive(true);
    appender.stop();
  }
}
