/** Clusters as plain data, random ones among them. Nothing here decides anything. */
@NullMarked
package dev.toolrack.properties.model;

import org.jspecify.annotations.NullMarked;
