# What the commands of this directory have in common. Sourced, not run.
# shellcheck shell=bash

# Starts a main class of cli/target/kubectl-toolrack.jar, which is made first if a source is newer. Nothing is
# installed. Needs JDK 25, and Maven 3.8 or newer to make the jar.
#   start_command MAIN_CLASS JAVA_OPTION... -- ARGUMENT...
start_command() {
  local main=$1 options=() root jar
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
  if [ ! -f "$jar" ] || [ -n "$(find "$root"/pom.xml "$root"/{crds,core,mcp,cli}/{pom.xml,src/main} \
    "$root/crds/yaml" -newer "$jar" -print -quit)" ]; then
    make_jar "$root" "$jar"
  fi
  exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m "${options[@]}" \
    -cp "$jar" "$main" "$@"
}

make_jar() {
  local root=$1 jar=$2
  echo 'Compiling the command' >&2
  command -v mvn >/dev/null || {
    echo 'Maven is missing: apt-get install maven, or https://maven.apache.org/download.cgi' >&2
    exit 2
  }
  # Older Mavens use what the JDK 25 warns of; nobody here can do anything about it.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
  (cd "$root" && mvn -q -B -pl cli -am package -Dmaven.test.skip=true -Dspotless.check.skip=true </dev/null >&2)
  # Maven leaves a jar alone that would not change.
  touch "$jar"
}
