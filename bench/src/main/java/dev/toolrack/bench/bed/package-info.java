/** What is measured on: a control plane of its own, an organisation, the operator's process. */
@NullMarked
package dev.toolrack.bench.bed;

import org.jspecify.annotations.NullMarked;
