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

  /** Fields named in one message. */
  private static final int NAMED = 10;

  /** Asking a class for them makes new ones each time. */
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return List.of(type.getRecordComponents());
        }
      };

  private Unrecognised() {}

  /** A sentence that names them, or empty if everything is understood. */
  public static Optional<String> in(Record spec) {
    List<String> found = fields(spec);
    return found.isEmpty() ? Optional.empty() : Optional.of(sentence(found));
  }

  /** A sentence that names those below some parts of the spec, or empty if there are none. */
  public static Optional<String> within(Record spec, String... parts) {
    List<String> found =
        fields(spec).stream().filter(field -> isBelow(field, List.of(parts))).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(sentence(found));
  }

  private static boolean isBelow(String field, List<String> parts) {
    return parts.stream()
        .anyMatch(part ->
            field.equals(part) || field.startsWith(part + ".") || field.startsWith(part + "["));
  }

  private static List<String> fields(Record spec) {
    var found = new ArrayList<String>();
    walk("spec", spec, found);
    return found;
  }

  private static String sentence(List<String> found) {
    var named = new ArrayList<>(found.stream().limit(NAMED).toList());
    if (found.size() > NAMED) {
      named.add("and %d more".formatted(found.size() - NAMED));
    }
    return "Not understood: %s. %s"
        .formatted(String.join(", ", named), Reason.SPEC_NOT_UNDERSTOOD.sentence());
  }

  private static void walk(String path, @Nullable Object value, List<String> found) {
    switch (value) {
      case null -> {}
      case Record record -> {
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
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
