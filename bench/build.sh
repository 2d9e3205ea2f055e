# shellcheck shell=bash
# Sourced by the scripts here, from the project's root.

# Builds the operator's jar, which holds every library that the bench needs, unless it is up to date.
bench_build() {
  jar=operator/target/toolrack-operator.jar
  if ! [ -f "$jar" ] || ! [ -d bench/target/classes ] || ! [ -d bench/target/libraries ] ||
    [ -n "$(find pom.xml ./*/pom.xml ./*/src/main -newer "$jar" -print -quit)" ]; then
    echo 'Building the operator' >&2
    mvn -q -B -pl operator,bench -am package -Dmaven.test.skip=true -Dspotless.check.skip=true >&2
    touch "$jar" # Maven may find that nothing but a time stamp has changed
  fi
}
