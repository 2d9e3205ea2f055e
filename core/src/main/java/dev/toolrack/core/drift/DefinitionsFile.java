package dev.toolrack.core.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.toolrack.core.render.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * definitions.json.gz of a catalog: the stored definition sets, in the form in which a ConfigMap
 * holds them. What is read counts only as what it hashes to, so that whoever changes the file can
 * take sets away and never add one that somebody approved.
 */
final class DefinitionsFile {
  private static final String SCHEMA = "https://toolrack.dev/schemas/definitions-v1.json";

  /**
   * Three sets of the largest answer a server may give (2 MiB), escaped and with what is around.
   */
  private static final int MAX_UNZIPPED = 16 * 1024 * 1024;

  private DefinitionsFile() {}

  /**
   * The document.
   *
   * @param approved what is delivered
   * @param previous what was approved before
   * @param waiting what the server lists, where it is not the approved one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"schema", "approved", "previous", "waiting"})
  record Document(
      @Nullable String schema,
      @Nullable Part approved,
      @Nullable Part previous,
      @Nullable Part waiting) {}

  /**
   * One set.
   *
   * @param digest for people; it is computed anew from the tools
   * @param tools each tool's JSON text as sent
   */
  @JsonPropertyOrder({"digest", "tools"})
  record Part(@Nullable String digest, @Nullable List<String> tools) {}

  /** The file's bytes in base64; the same sets always give the same. */
  static String write(Map<StoredSets.Role, DefinitionSet> sets) {
    var document =
        new Document(
            SCHEMA,
            part(sets, StoredSets.Role.APPROVED),
            part(sets, StoredSets.Role.PREVIOUS),
            part(sets, StoredSets.Role.WAITING));
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(JsonText.of(document).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** What is in a file; nothing if it is not readable or far too large. */
  static Map<StoredSets.Role, DefinitionSet> read(String base64) {
    return unzip(base64)
        .flatMap(json -> JsonText.read(json, Document.class))
        .filter(document -> SCHEMA.equals(document.schema()))
        .map(DefinitionsFile::sets)
        .orElse(Map.of());
  }

  private static Map<StoredSets.Role, DefinitionSet> sets(Document document) {
    var sets = new EnumMap<StoredSets.Role, DefinitionSet>(StoredSets.Role.class);
    set(document.approved()).ifPresent(set -> sets.put(StoredSets.Role.APPROVED, set));
    set(document.previous()).ifPresent(set -> sets.put(StoredSets.Role.PREVIOUS, set));
    set(document.waiting()).ifPresent(set -> sets.put(StoredSets.Role.WAITING, set));
    return sets;
  }

  private static Optional<DefinitionSet> set(@Nullable Part part) {
    return part == null || part.tools() == null || part.tools().contains(null)
        ? Optional.empty()
        : Optional.of(DefinitionSet.of(part.tools()));
  }

  private static @Nullable Part part(
      Map<StoredSets.Role, DefinitionSet> sets, StoredSets.Role role) {
    DefinitionSet set = sets.get(role);
    return set == null ? null : new Part(set.digest(), set.raws());
  }

  private static Optional<String> unzip(String base64) {
    try (var gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
      byte[] bytes = gzip.readNBytes(MAX_UNZIPPED + 1);
      return bytes.length > MAX_UNZIPPED
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
