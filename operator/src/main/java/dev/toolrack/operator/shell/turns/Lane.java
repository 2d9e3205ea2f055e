package dev.toolrack.operator.shell.turns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of places, given out fairly: namespaces take turns, within a namespace its hosts
 * do, and who waits for the same host on account of the same namespace is served in the order of
 * coming. Nobody is passed over because somebody else's host or namespace has used up its share.
 *
 * <p>Who waits is an entry in a list, not a thread. Coming and going cost the same however many
 * wait; only a place that becomes free at a host costs as much as there are namespaces waiting for
 * that host.
 */
final class Lane {
  private final LaneLimits limits;
  private final Map<Claim, Group> groups = new HashMap<>();
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();

  /** Namespaces below their limit with somebody waiting, the next to be served first. */
  private final LinkedHashSet<Namespace> ready = new LinkedHashSet<>();

  private int active;
  private int waiting;

  Lane(LaneLimits limits) {
    this.limits = limits;
  }

  /** Who waits, or has a place. */
  static final class Entry {
    private final Group group;
    private final Runnable admitted;
    private State state = State.WAITING;

    private Entry(Group group, Runnable admitted) {
      this.group = group;
      this.admitted = admitted;
    }
  }

  private enum State {
    WAITING,
    ADMITTED,
    GONE
  }

  /** All who wait for one host on account of one namespace. */
  private static final class Group {
    final Namespace namespace;
    final Host host;
    final Claim claim;
    final LinkedHashSet<Entry> waiting = new LinkedHashSet<>();
    int users;

    Group(Namespace namespace, Host host, Claim claim) {
      this.namespace = namespace;
      this.host = host;
      this.claim = claim;
    }
  }

  private static final class Namespace {
    int active;
    int users;

    /** Groups with somebody waiting for a host that may have a place, next one first. */
    final LinkedHashMap<Claim, Group> ready = new LinkedHashMap<>();
  }

  private static final class Host {
    int active;
    int users;

    /** Groups that found the host full, in the order of finding that. */
    final LinkedHashSet<Group> parked = new LinkedHashSet<>();
  }

  /**
   * Comes in; every entry must {@linkplain #leave leave} in the end.
   *
   * @param admitted called once, perhaps at once and on this thread, when there is a place; it must
   *     be quick
   */
  Entry enter(Claim claim, Runnable admitted) {
    Entry entry;
    List<Runnable> calls;
    synchronized (this) {
      Group group = groups.computeIfAbsent(claim, this::group);
      entry = new Entry(group, admitted);
      use(group);
      group.waiting.add(entry);
      waiting++;
      if (!group.host.parked.contains(group)) {
        group.namespace.ready.putIfAbsent(claim, group);
        touch(group.namespace);
      }
      calls = dispatch();
    }
    calls.forEach(Runnable::run);
    return entry;
  }

  /** Goes, from a place or from waiting; going twice is going once. */
  void leave(Entry entry) {
    List<Runnable> calls;
    synchronized (this) {
      Group group = entry.group;
      switch (entry.state) {
        case WAITING -> giveUp(entry);
        case ADMITTED -> free(group);
        case GONE -> {
          return;
        }
      }
      entry.state = State.GONE;
      unuse(group);
      calls = dispatch();
    }
    calls.forEach(Runnable::run);
  }

  /** How many have a place. */
  synchronized int active() {
    return active;
  }

  /** How many wait for one. */
  synchronized int waiting() {
    return waiting;
  }

  /** Names that are remembered. */
  synchronized int remembered() {
    return groups.size() + namespaces.size() + hosts.size();
  }

  LaneLimits limits() {
    return limits;
  }

  private Group group(Claim claim) {
    return new Group(
        namespaces.computeIfAbsent(claim.namespace(), _ -> new Namespace()),
        hosts.computeIfAbsent(claim.host(), _ -> new Host()),
        claim);
  }

  private static void use(Group group) {
    group.users++;
    group.namespace.users++;
    group.host.users++;
  }

  private void giveUp(Entry entry) {
    Group group = entry.group;
    group.waiting.remove(entry);
    waiting--;
    if (group.waiting.isEmpty()) {
      group.host.parked.remove(group);
      group.namespace.ready.remove(group.claim);
      if (group.namespace.ready.isEmpty()) {
        ready.remove(group.namespace);
      }
    }
  }

  private void free(Group group) {
    active--;
    group.namespace.active--;
    group.host.active--;
    // They waited for this host already, so they come before the others of their namespaces.
    for (Group parked : group.host.parked) {
      parked.namespace.ready.putFirst(parked.claim, parked);
      touch(parked.namespace);
    }
    group.host.parked.clear();
    touch(group.namespace);
  }

  private void touch(Namespace namespace) {
    if (!namespace.ready.isEmpty() && namespace.active < limits.perNamespace()) {
      ready.add(namespace);
    }
  }

  private List<Runnable> dispatch() {
    var calls = new ArrayList<Runnable>();
    while (active < limits.total() && !ready.isEmpty()) {
      Runnable call = serve(ready.removeFirst());
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** Gives a place to the first of a namespace whose host has one. */
  private @Nullable Runnable serve(Namespace namespace) {
    while (!namespace.ready.isEmpty()) {
      Group group = namespace.ready.pollFirstEntry().getValue();
      if (group.host.active >= limits.perHost()) {
        group.host.parked.add(group);
      } else {
        Entry entry = group.waiting.removeFirst();
        if (!group.waiting.isEmpty()) {
          namespace.ready.putLast(group.claim, group);
        }
        entry.state = State.ADMITTED;
        waiting--;
        active++;
        namespace.active++;
        group.host.active++;
        touch(namespace);
        return entry.admitted;
      }
    }
    return null;
  }

  /** Names come and go for ever; what nobody uses is not kept. */
  private void unuse(Group group) {
    if (--group.users == 0) {
      groups.remove(group.claim);
    }
    if (--group.namespace.users == 0) {
      namespaces.remove(group.claim.namespace());
    }
    if (--group.host.users == 0) {
      hosts.remove(group.claim.host());
    }
  }
}
