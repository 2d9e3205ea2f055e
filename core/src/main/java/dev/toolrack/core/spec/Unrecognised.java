package dev.toolrack.core.spec;

import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.WireValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields and values of a newer API version in a spec. It walks the records by their
 * components, so a field that is added to a record is covered without a word here.
 */
public final class Unrecognised {
  /** The component in which records collect fields that they do not know. */
  private static final String COLLECTOR = "unknown";

  private Unrecognised() {}

  /** A sentence that names them, or empty if everything is understood. */
  public static Optional<String> in(Record spec) {
    var found = new ArrayList<String>();
    walk("spec", spec, found);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not understood: %s. %s"
                .formatted(String.join(", ", found), Reason.SPEC_NOT_UNDERSTOOD.sentence()));
  }

  private static void walk(String path, @Nullable Object value, List<String> found) {
    switch (value) {
      case null -> {}
      case Record record -> {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          Object part = read(component, record);
          if (component.getName().equals(COLLECTOR) && part instanceof Map<?, ?> fields) {
            fields.keySet().stream().sorted().forEach(f -> found.add(path + "." + f));
          } else {
            walk(path + "." + component.getName(), part, found);
          }
        }
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          walk(path + "[" + i + "]", list.get(i), found);
        }
      }
      case WireValue wire when wire.wire().isEmpty() -> found.add(path);
      default -> {}
    }
  }

  private static @Nullable Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("accessors of public records can be called", e);
    }
  }
}
