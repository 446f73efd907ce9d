/** Where the SIP URI of a recipient is looked up. */
package org.mailiwf.lookup;
