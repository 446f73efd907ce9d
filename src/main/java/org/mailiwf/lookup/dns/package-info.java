/** Questions to the DNS: who is asked, how long, what is remembered, and the answers as values. dnsjava is known in here alone. */
package org.mailiwf.lookup.dns;
