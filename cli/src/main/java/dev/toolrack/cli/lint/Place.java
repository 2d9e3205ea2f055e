package dev.toolrack.cli.lint;

/**
 * A place in a file.
 *
 * @param file as it was named; {@code -} is the standard input
 * @param line from 1
 * @param column from 1
 */
record Place(String file, int line, int column) {}
