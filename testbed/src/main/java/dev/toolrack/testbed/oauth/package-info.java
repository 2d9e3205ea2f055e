/**
 * Authorization servers for tests: real ones in processes of their own, and one that fails on
 * demand.
 */
@org.jspecify.annotations.NullMarked
package dev.toolrack.testbed.oauth;
