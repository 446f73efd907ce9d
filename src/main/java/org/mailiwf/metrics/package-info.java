/** What the components count, as Micrometer metrics. Knows the components; the components do not know it. */
package org.mailiwf.metrics;
