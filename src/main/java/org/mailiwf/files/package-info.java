/**
 * Values made of files that operators change: keys and certificates, and whatever is read again when its file has changed. They know
 * neither Camel nor any other package here.
 */
package org.mailiwf.files;
