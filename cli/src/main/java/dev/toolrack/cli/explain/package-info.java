/**
 * {@code kubectl toolrack why, tools, impact}: reads a cluster with the rights of whoever asks, and
 * lets the core decide about it offline.
 */
@NullMarked
package dev.toolrack.cli.explain;

import org.jspecify.annotations.NullMarked;
