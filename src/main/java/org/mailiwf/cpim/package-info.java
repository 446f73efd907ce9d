/**
 * CPIM objects (RFC 3862) and the CPM addresses that stand in them: values and codecs that know neither Camel nor any other package here.
 */
package org.mailiwf.cpim;
