/**
 * How much a client, and all of them together, may ask of the server: counts and rates, kept in bounded tables.
 */
package org.mailiwf.smtpd.limit;
