package dev.toolrack.properties.model;

import dev.toolrack.properties.model.Cluster.Access;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Known;
import dev.toolrack.properties.model.Cluster.Listed;
import dev.toolrack.properties.model.Cluster.Place;
import dev.toolrack.properties.model.Cluster.Rule;
import dev.toolrack.properties.model.Cluster.Secret;
import dev.toolrack.properties.model.Cluster.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Copies with one thing changed. */
public final class Edits {

  private Edits() {}

  private static <T> List<T> edited(List<T> all, int index, UnaryOperator<T> edit) {
    var copy = new java.util.ArrayList<>(all);
    copy.set(index, edit.apply(all.get(index)));
    return List.copyOf(copy);
  }

  /** Without one of them. */
  public static <T> List<T> without(List<T> all, int index) {
    var copy = new java.util.ArrayList<>(all);
    copy.remove(index);
    return List.copyOf(copy);
  }

  /** With one more at the front. */
  public static <T> List<T> before(T first, List<T> rest) {
    var copy = new java.util.ArrayList<T>();
    copy.add(first);
    copy.addAll(rest);
    return List.copyOf(copy);
  }

  /** With one more at the end. */
  public static <T> List<T> after(List<T> rest, T last) {
    var copy = new java.util.ArrayList<>(rest);
    copy.add(last);
    return List.copyOf(copy);
  }

  /** A cluster with other namespaces. */
  public static Cluster places(Cluster c, List<Place> places) {
    return new Cluster(places, c.connectors(), c.integrations(), c.bots(), c.labelsProtected());
  }

  /** A cluster with other labels on one namespace. */
  public static Cluster place(Cluster c, int index, Map<String, String> labels) {
    return places(c, edited(c.places(), index, p -> new Place(p.name(), labels)));
  }

  /** A cluster with other integrations. */
  public static Cluster integrations(Cluster c, List<Integration> all) {
    return new Cluster(c.places(), c.connectors(), all, c.bots(), c.labelsProtected());
  }

  /** A cluster with one integration changed. */
  public static Cluster integration(Cluster c, int index, UnaryOperator<Integration> edit) {
    return integrations(c, edited(c.integrations(), index, edit));
  }

  /** A cluster with one connector changed. */
  public static Cluster connector(Cluster c, int index, UnaryOperator<Connector> edit) {
    return connectors(c, edited(c.connectors(), index, edit));
  }

  /** A cluster with other connectors. */
  public static Cluster connectors(Cluster c, List<Connector> all) {
    return new Cluster(c.places(), all, c.integrations(), c.bots(), c.labelsProtected());
  }

  /** A cluster with one binding changed. */
  public static Cluster bot(Cluster c, int index, UnaryOperator<Bot> edit) {
    return bots(c, edited(c.bots(), index, edit));
  }

  /** A cluster with other bindings. */
  public static Cluster bots(Cluster c, List<Bot> all) {
    return new Cluster(c.places(), c.connectors(), c.integrations(), all, c.labelsProtected());
  }

  /** A cluster where nobody guards the labels. */
  public static Cluster unprotected(Cluster c) {
    return new Cluster(c.places(), c.connectors(), c.integrations(), c.bots(), false);
  }

  /** Another switch. */
  public static Integration enabled(Integration i, boolean enabled) {
    return new Integration(
        i.namespace(),
        i.name(),
        i.alias(),
        i.connector(),
        enabled,
        i.access(),
        i.override(),
        i.secret(),
        i.server(),
        i.rules());
  }

  /** Another access. */
  public static Integration access(Integration i, Access access) {
    return new Integration(
        i.namespace(),
        i.name(),
        i.alias(),
        i.connector(),
        i.enabled(),
        access,
        i.override(),
        i.secret(),
        i.server(),
        i.rules());
  }

  /** Another override. */
  public static Integration override(Integration i, String override) {
    return new Integration(
        i.namespace(),
        i.name(),
        i.alias(),
        i.connector(),
        i.enabled(),
        i.access(),
        override,
        i.secret(),
        i.server(),
        i.rules());
  }

  /** Another state of its Secret. */
  public static Integration secret(Integration i, Secret secret) {
    return new Integration(
        i.namespace(),
        i.name(),
        i.alias(),
        i.connector(),
        i.enabled(),
        i.access(),
        i.override(),
        secret,
        i.server(),
        i.rules());
  }

  /** Other verifications. */
  public static Integration server(Integration i, Known server) {
    return new Integration(
        i.namespace(),
        i.name(),
        i.alias(),
        i.connector(),
        i.enabled(),
        i.access(),
        i.override(),
        i.secret(),
        server,
        i.rules());
  }

  /** Other rules. */
  public static Integration rules(Integration i, List<Rule> rules) {
    return new Integration(
        i.namespace(),
        i.name(),
        i.alias(),
        i.connector(),
        i.enabled(),
        i.access(),
        i.override(),
        i.secret(),
        i.server(),
        rules);
  }

  /** Another switch. */
  public static Connector enabled(Connector c, boolean enabled) {
    return new Connector(
        c.namespace(), c.name(), enabled, c.trust(), c.seed(), c.rules(), c.tools());
  }

  /** Another trust. */
  public static Connector trust(Connector c, String trust) {
    return new Connector(
        c.namespace(), c.name(), c.enabled(), trust, c.seed(), c.rules(), c.tools());
  }

  /** Another seed. */
  public static Connector seed(Connector c, String seed) {
    return new Connector(
        c.namespace(), c.name(), c.enabled(), c.trust(), seed, c.rules(), c.tools());
  }

  /** Other guardrails. */
  public static Connector rules(Connector c, List<Rule> rules) {
    return new Connector(
        c.namespace(), c.name(), c.enabled(), c.trust(), c.seed(), rules, c.tools());
  }

  /** Other tools. */
  public static Connector tools(Connector c, List<Tool> tools) {
    return new Connector(
        c.namespace(), c.name(), c.enabled(), c.trust(), c.seed(), c.rules(), tools);
  }

  /** Another switch. */
  public static Bot enabled(Bot b, boolean enabled) {
    return new Bot(
        b.namespace(), b.name(), enabled, b.servers(), b.exclude(), b.rules(), b.maxTools());
  }

  /** Another list of servers. */
  public static Bot servers(Bot b, Optional<List<Listed>> servers) {
    return new Bot(
        b.namespace(), b.name(), b.enabled(), servers, b.exclude(), b.rules(), b.maxTools());
  }

  /** Other exclusions. */
  public static Bot exclude(Bot b, List<String> exclude) {
    return new Bot(
        b.namespace(), b.name(), b.enabled(), b.servers(), exclude, b.rules(), b.maxTools());
  }

  /** Other rules. */
  public static Bot rules(Bot b, List<Rule> rules) {
    return new Bot(
        b.namespace(), b.name(), b.enabled(), b.servers(), b.exclude(), rules, b.maxTools());
  }

  /** Another budget. */
  public static Bot budget(Bot b, Optional<Integer> maxTools) {
    return new Bot(
        b.namespace(), b.name(), b.enabled(), b.servers(), b.exclude(), b.rules(), maxTools);
  }
}
