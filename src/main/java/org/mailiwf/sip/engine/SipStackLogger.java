package org.mailiwf.sip.engine;

import java.util.Properties;

import gov.nist.core.StackLogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What JAIN-SIP has to say, on SLF4J. The stack calls an error what any peer can cause by a malformed message, and then logs that message;
 * what matters to an operator the engine tells itself. So everything but a fatal error is debug or trace. Public, with a public
 * constructor, because the stack makes it by its class name.
 */
public final class SipStackLogger implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger(SipStackLogger.class);

    @Override
    public void logStackTrace() {
        // never wanted: it marks ordinary steps
    }

    @Override
    public void logStackTrace(int traceLevel) {
        // never wanted: it marks ordinary steps
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable ex) {
        LOG.debug("JAIN-SIP", ex);
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(message);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(message);
    }

    @Override
    public void logFatalError(String message) {
        LOG.error(message);
    }

    @Override
    public void logError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message, Exception ex) {
        LOG.debug(message, ex);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(message);
    }

    @Override
    public void logInfo(String message) {
        LOG.trace(message);
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        // TRACE_INFO asks for the stack's own message log, which wants more of a message than its octets
        return level < TRACE_INFO ? LOG.isDebugEnabled() : level > TRACE_INFO && LOG.isTraceEnabled();
    }

    @Override
    public void disableLogging() {
        // the levels are SLF4J's
    }

    @Override
    public void enableLogging() {
        // the levels are SLF4J's
    }

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {
        LOG.trace("JAIN-SIP built {}", buildTimeStamp);
    }

    @Override
    public void setStackProperties(Properties properties) {
        // nothing to set
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
