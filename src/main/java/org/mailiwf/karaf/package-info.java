/**
 * The gateway in Apache Karaf: started by its configuration, with routes from files, and a shell command. Everything here comes from
 * Karaf and is optional to the bundle, so that the same jar serves where there is no OSGi. Nobody knows this package.
 */
package org.mailiwf.karaf;
