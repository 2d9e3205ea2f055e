package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML, and remembers where everything stands. */
final class YamlReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NODES = 2_000_000;
  private static final Tag PLAIN = new Tag("tag:toolrack.dev,2026:plain");

  private final String file;
  private Map<String, Place> places = new HashMap<>();
  private int nodes;

  private YamlReader(String file) {
    this.file = file;
  }

  /** All documents of a text; empty ones are left out. */
  static List<Document> read(String file, String text) throws Unreadable {
    try {
      return new YamlReader(file).documents(text);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      Place place =
          mark == null
              ? new Place(file, 1, 1)
              : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
      throw new Unreadable(place, Objects.requireNonNullElse(e.getProblem(), "this is no YAML"));
    } catch (YAMLException e) {
      throw new Unreadable(new Place(file, 1, 1), "this is no YAML that can be read");
    }
  }

  private List<Document> documents(String text) throws Unreadable {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Composer composer =
        new Composer(
            new ParserImpl(new StreamReader(text), options), new OnlyMarksPlain(), options);
    List<Document> documents = new ArrayList<>();
    while (composer.checkNode()) {
      Node node = composer.getNode();
      places = new HashMap<>();
      places.put("", place(node));
      JsonNode root = value(node, "", 0);
      if (!root.isNull()) {
        documents.add(new Document(file, root, places));
      }
    }
    return documents;
  }

  /** Tells plain scalars from quoted and tagged ones, and leaves them to {@link Scalars}. */
  private static final class OnlyMarksPlain extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return switch (kind) {
        case sequence -> Tag.SEQ;
        case mapping -> Tag.MAP;
        default -> implicit ? PLAIN : Tag.STR;
      };
    }
  }

  private JsonNode value(Node node, String pointer, int depth) throws Unreadable {
    // Aliases may stand for much more than is written.
    nodes++;
    if (depth > MAX_DEPTH || nodes > MAX_NODES) {
      throw new Unreadable(place(node), "nested too deep, or too large with its aliases");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer, depth);
      case SequenceNode sequence -> array(sequence, pointer, depth);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new Unreadable(place(node), "an alias that leads nowhere");
    };
  }

  private JsonNode scalar(ScalarNode scalar) throws Unreadable {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR) || tag.equals(Tag.BINARY) || tag.equals(Tag.TIMESTAMP)) {
      return TextNode.valueOf(scalar.getValue());
    }
    if (tag.equals(PLAIN)
        || tag.equals(Tag.INT)
        || tag.equals(Tag.FLOAT)
        || tag.equals(Tag.BOOL)
        || tag.equals(Tag.NULL)) {
      return Scalars.plain(scalar.getValue());
    }
    throw new Unreadable(place(scalar), "a tag that Kubernetes does not know; remove it");
  }

  private JsonNode array(SequenceNode sequence, String pointer, int depth) throws Unreadable {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node item : sequence.getValue()) {
      String at = Pointers.item(pointer, array.size());
      places.putIfAbsent(at, place(item));
      array.add(value(item, at, depth + 1));
    }
    return array;
  }

  private JsonNode object(MappingNode mapping, String pointer, int depth) throws Unreadable {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    List<Node> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new Unreadable(place(tuple.getKeyNode()), "a key must be a text");
      }
      if (key.getTag().equals(PLAIN) && key.getValue().equals("<<")) {
        merged.add(tuple.getValueNode());
        continue;
      }
      String name = scalar(key).asText();
      if (object.has(name)) {
        throw new Unreadable(place(key), "key \"" + name + "\" is there twice; remove one");
      }
      String at = Pointers.field(pointer, name);
      places.put(at, place(key));
      object.set(name, value(tuple.getValueNode(), at, depth + 1));
    }
    for (Node source : merged) {
      merge(object, source, pointer, depth);
    }
    return object;
  }

  /** What a key {@code <<} adds: fields that are not there by themselves. */
  private void merge(ObjectNode object, Node source, String pointer, int depth) throws Unreadable {
    List<Node> sources =
        source instanceof SequenceNode sequence ? sequence.getValue() : List.of(source);
    for (Node one : sources) {
      if (!(one instanceof MappingNode mapping)) {
        throw new Unreadable(place(one), "only mappings can be merged with <<");
      }
      JsonNode fields = object(mapping, pointer, depth + 1);
      fields
          .properties()
          .forEach(field -> {
            if (!object.has(field.getKey())) {
              object.set(field.getKey(), field.getValue());
            }
          });
    }
  }

  private Place place(Node node) {
    Mark mark = node.getStartMark();
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
