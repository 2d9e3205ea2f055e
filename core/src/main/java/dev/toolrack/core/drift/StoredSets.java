package dev.toolrack.core.drift;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The definition sets on record of one integration: "approved, previous and waiting"
 * (resolution.md, Definitions and drift). Only names and digests are kept at hand; the definitions
 * themselves stay packed as the catalog holds them.
 *
 * @param sets what is on record, by role
 * @param file definitions.json.gz in base64; empty = nothing is on record
 * @param wanted what was to be put on record last, so that an attempt for which there was no room
 *     is not made again and again
 */
public record StoredSets(Map<Role, Definitions> sets, String file, Map<Role, String> wanted) {

  /** Name of the file in the catalog. */
  public static final String FILE = "definitions.json.gz";

  /** Bytes of a catalog's data; the API refuses one above 1 MiB. */
  public static final int MAX_BYTES = 900 * 1024;

  /** What a set is on record for; the first that has to leave when there is no room comes last. */
  public enum Role {
    /** What is delivered. */
    APPROVED,
    /** What the server lists, where that is something else. */
    WAITING,
    /** What was delivered before the approved one. */
    PREVIOUS
  }

  /** Keeps its own copies. */
  public StoredSets {
    sets = Collections.unmodifiableMap(copy(sets));
    wanted = Collections.unmodifiableMap(copy(wanted));
  }

  /** Nothing is on record. */
  public static StoredSets none() {
    return new StoredSets(Map.of(), "", Map.of());
  }

  /**
   * Reads what a catalog holds; whatever is not readable is not on record.
   *
   * @param file definitions.json.gz in base64
   */
  public static StoredSets read(String file) {
    Map<Role, DefinitionSet> read = DefinitionsFile.read(file);
    return read.isEmpty() ? none() : new StoredSets(definitions(read), file, digests(read));
  }

  /** The sets themselves, to be shown to people. */
  public Map<Role, DefinitionSet> unpacked() {
    return file.isEmpty() ? Map.of() : DefinitionsFile.read(file);
  }

  /** Whether nothing is on record. */
  public boolean isEmpty() {
    return sets.isEmpty();
  }

  /** Names and digests of all sets. */
  public Collection<Definitions> all() {
    return sets.values();
  }

  /** Whether a set of this digest is on record. */
  public boolean contains(String digest) {
    return sets.values().stream().anyMatch(set -> set.digest().equals(digest));
  }

  /** Whether what is delivered ought to be on record and has no room. */
  public boolean lacksApproved() {
    return wanted.containsKey(Role.APPROVED) && !sets.containsKey(Role.APPROVED);
  }

  /**
   * What is to be on record from now on.
   *
   * @param asked digest of the set that counts
   * @param live digest of what the server lists
   * @param latest the definitions that the server lists, if they are at hand
   * @param room bytes that the file may have
   */
  public StoredSets after(String asked, String live, Optional<DefinitionSet> latest, int room) {
    var next = new EnumMap<Role, String>(Role.class);
    if (asked.equals(live) || contains(asked)) {
      next.put(Role.APPROVED, asked);
    }
    if (!asked.equals(live)) {
      next.put(Role.WAITING, live);
    }
    Stream.of(Role.APPROVED, Role.PREVIOUS)
        .map(sets::get)
        .flatMap(set -> set == null ? Stream.empty() : Stream.of(set.digest()))
        .filter(digest -> !next.containsValue(digest))
        .findFirst()
        .ifPresent(digest -> next.put(Role.PREVIOUS, digest));
    var attainable = new EnumMap<Role, String>(Role.class);
    next.forEach((role, digest) -> {
      if (contains(digest) || latest.filter(set -> set.digest().equals(digest)).isPresent()) {
        attainable.put(role, digest);
      }
    });
    return attainable.equals(digests(sets, Definitions::digest)) || attainable.equals(wanted)
        ? this
        : packed(attainable, latest, room);
  }

  private StoredSets packed(Map<Role, String> next, Optional<DefinitionSet> latest, int room) {
    List<DefinitionSet> known =
        Stream.concat(latest.stream(), unpacked().values().stream()).toList();
    var packed = new EnumMap<Role, DefinitionSet>(Role.class);
    next.forEach((role, digest) ->
        known.stream()
            .filter(set -> set.digest().equals(digest))
            .findFirst()
            .ifPresent(set -> packed.put(role, set)));
    for (int last = Role.values().length - 1; last >= 0; last--) {
      String file = packed.isEmpty() ? "" : DefinitionsFile.write(packed);
      // Four characters of base64 are three bytes.
      if (file.length() / 4 * 3 <= room) {
        return new StoredSets(definitions(packed), file, next);
      }
      packed.remove(Role.values()[last]);
    }
    return new StoredSets(Map.of(), "", next);
  }

  private static Map<Role, Definitions> definitions(Map<Role, DefinitionSet> sets) {
    var definitions = new EnumMap<Role, Definitions>(Role.class);
    sets.forEach((role, set) -> definitions.put(role, set.definitions()));
    return definitions;
  }

  private static Map<Role, String> digests(Map<Role, DefinitionSet> sets) {
    return digests(sets, DefinitionSet::digest);
  }

  private static <T> Map<Role, String> digests(Map<Role, T> sets, Function<T, String> digest) {
    var digests = new EnumMap<Role, String>(Role.class);
    sets.forEach((role, set) -> digests.put(role, digest.apply(set)));
    return digests;
  }

  private static <T> EnumMap<Role, T> copy(Map<Role, T> map) {
    var copy = new EnumMap<Role, T>(Role.class);
    copy.putAll(map);
    return copy;
  }
}
