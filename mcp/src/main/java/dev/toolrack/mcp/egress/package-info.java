/** Which URLs and addresses may be reached at all. Pure: nothing here opens a connection. */
@NullMarked
package dev.toolrack.mcp.egress;

import org.jspecify.annotations.NullMarked;
