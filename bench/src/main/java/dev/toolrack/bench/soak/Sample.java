package dev.toolrack.bench.soak;

/**
 * What the operator's process holds at some time.
 *
 * @param reconciles so far
 * @param passers namespaces that came so far
 * @param heap MiB that are alive after a full collection
 * @param metaspace MiB in use
 * @param resident MiB of RSS
 * @param threads of the process, those of the JVM itself included
 * @param descriptors open files and sockets
 */
record Sample(
    long reconciles,
    int passers,
    double heap,
    double metaspace,
    double resident,
    double threads,
    double descriptors) {}
