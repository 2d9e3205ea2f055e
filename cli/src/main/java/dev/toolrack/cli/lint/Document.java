package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One document of a file, and where each part of it stands.
 *
 * @param file the file
 * @param root its value
 * @param places by JSON pointer, of keys and list items
 */
record Document(String file, JsonNode root, Map<String, Place> places) {

  /** Where something is; of what is absent, where the nearest thing around it is. */
  Place place(String pointer) {
    String at = pointer;
    while (!places.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return places.getOrDefault(at, new Place(file, 1, 1));
  }
}
