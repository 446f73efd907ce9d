/**
 * The beans that the YAML routes call: what becomes what between e-mail and SIP/CPM. Settings come in by plain setters; a wrong one is an
 * {@link java.lang.IllegalArgumentException} that names the key, the value and what is allowed. All beans are safe to share by threads.
 */
package org.mailiwf.mapping;
