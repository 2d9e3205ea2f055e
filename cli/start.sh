# What the commands of this directory have in common. Sourced, not run.
# shellcheck shell=bash

# Starts a main class of cli/target/kubectl-toolrack.jar, which is made first if a source is newer. Nothing is
# installed. Needs JDK 25, and Maven 3.8 or newer to make the jar.
#   start_command MAIN_CLASS JAVA_OPTION... -- ARGUMENT...
start_command() {
  local main=$1 root jar cache options
  # One-shot programs: the quickest compiler and the smallest collector. The CEL library is what warns.
  options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m --sun-misc-unsafe-memory-access=allow)
  shift
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  # shellcheck source=hack/lib.sh
  . "$root/hack/lib.sh"
  JAVA_HOME=$(find_jdk) || {
    echo 'JDK 25 is missing: https://adoptium.net/temurin/releases/?version=25, or set JAVA_HOME to it' >&2
    exit 2
  }
  export JAVA_HOME
  jar=$root/cli/target/kubectl-toolrack.jar
  cache=${jar%.jar}.aot
  if ! is_made; then
    # Two calls at once: the second one waits, and finds everything made.
    exec 9<"$root/pom.xml"
    ! command -v flock >/dev/null || flock 9
    if ! is_made && ! make_jar; then
      exit 2
    fi
    exec 9<&-
  fi
  exec "$JAVA_HOME/bin/java" "${options[@]}" -XX:AOTCache="$cache" '-Xlog:aot*=off' '-Xlog:cds*=off' \
    -cp "$jar" "$main" "$@"
}

is_made() {
  [ -f "$jar" ] && [ -f "$cache" ] && [ ! "$jar" -nt "$cache" ] &&
    [ -z "$(find "$root"/pom.xml "$root"/{crds,core,mcp,cli}/{pom.xml,src/main} "$root/crds/yaml" \
      -newer "$jar" -print -quit)" ]
}

make_jar() {
  if [ ! -f "$jar" ] || [ -n "$(find "$root"/pom.xml "$root"/{crds,core,mcp,cli}/{pom.xml,src/main} \
    "$root/crds/yaml" -newer "$jar" -print -quit)" ]; then
    echo 'Compiling the command' >&2
    command -v mvn >/dev/null || {
      echo 'Maven is missing: apt-get install maven, or https://maven.apache.org/download.cgi' >&2
      return 1
    }
    # Older Mavens use what the JDK 25 warns of; nobody here can do anything about it.
    (export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
      cd "$root" &&
        mvn -q -B -pl cli -am package -Dmaven.test.skip=true -Dspotless.check.skip=true </dev/null >&2) || return 1
    # Maven leaves a jar alone that would not change.
    touch "$jar"
  fi
  # Which classes the commands need, prepared once; without it they start more slowly, that is all.
  "$JAVA_HOME/bin/java" "${options[@]}" -XX:AOTCacheOutput="$cache" '-Xlog:aot*=off' '-Xlog:cds*=off' \
    -cp "$jar" dev.toolrack.cli.kubectl.Rehearsal </dev/null >/dev/null 2>&1 && [ -f "$cache" ] || : >"$cache"
}
