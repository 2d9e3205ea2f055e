package dev.toolrack.core.scope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in the chain organisation, team, project (resolution.md, Scope: "team needs org, project
 * needs team").
 *
 * @param org never empty
 * @param team {@code null} = the whole organisation
 * @param project {@code null} = the whole team; needs a team
 */
public record ScopePath(String org, @Nullable String team, @Nullable String project)
    implements Comparable<ScopePath> {

  private static final Comparator<String> NULL_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** Refuses a broken chain: whoever reads labels must have looked at it before. */
  public ScopePath {
    if (project != null && team == null) {
      throw new IllegalArgumentException("a project needs a team");
    }
  }

  /** An organisation. */
  public static ScopePath org(String org) {
    return new ScopePath(org, null, null);
  }

  /** A team of an organisation. */
  public static ScopePath team(String org, String team) {
    return new ScopePath(org, team, null);
  }

  /** A project of a team. */
  public static ScopePath project(String org, String team, String project) {
    return new ScopePath(org, team, project);
  }

  /** 1 for an organisation, 2 for a team, 3 for a project. */
  public int depth() {
    return team == null ? 1 : project == null ? 2 : 3;
  }

  /** Whether this path is a prefix of the other (resolution.md: "Path A covers path B"). */
  public boolean covers(ScopePath other) {
    return org.equals(other.org)
        && (team == null || team.equals(other.team))
        && (project == null || project.equals(other.project));
  }

  /** Every path that covers this one: itself first, its organisation last. */
  public List<ScopePath> prefixes() {
    List<ScopePath> prefixes = new ArrayList<>(3);
    if (team != null) {
      if (project != null) {
        prefixes.add(this);
      }
      prefixes.add(team(org, team));
    }
    prefixes.add(org(org));
    return List.copyOf(prefixes);
  }

  @Override
  public int compareTo(ScopePath other) {
    int byOrg = org.compareTo(other.org);
    if (byOrg != 0) {
      return byOrg;
    }
    int byTeam = Objects.compare(team, other.team, NULL_FIRST);
    return byTeam != 0 ? byTeam : Objects.compare(project, other.project, NULL_FIRST);
  }

  /** For people: {@code acme/payments}. Label values have no slash, so it reads one way only. */
  @Override
  public String toString() {
    return org + (team == null ? "" : "/" + team) + (project == null ? "" : "/" + project);
  }
}
