package org.mailiwf.smtpd.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import org.mailiwf.files.Reloaded;

/** The server's side of TLS 1.2 and 1.3, made of files that may change while it is in use. */
public final class ServerTls {

    private final ClientAuth clientAuth;
    private final Reloaded<SSLContext> context;

    /** @throws IllegalArgumentException if the files cannot be used, or clients are asked for certificates that nobody could trust */
    public ServerTls(TlsFiles files, ClientAuth clientAuth, Duration interval) {
        if (clientAuth != ClientAuth.NONE && files.trust() == null) {
            throw new IllegalArgumentException("Certificates of clients need a file of authorities to trust");
        }
        this.clientAuth = clientAuth;
        this.context = new Reloaded<>(files.paths(), files::load, interval);
    }

    /**
     * Puts TLS over a connection; the handshake is still to be done.
     *
     * @param transport the connection; closed together with the result
     * @param received  what of the handshake has been read from it already
     */
    public SSLSocket over(Socket transport, byte[] received) throws IOException {
        SSLSocket socket = (SSLSocket) context.get().getSocketFactory()
                .createSocket(transport, new ByteArrayInputStream(received), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites()).filter(ServerTls::hasForwardSecrecy).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        // each of the two setters resets the other
        if (clientAuth == ClientAuth.NEED) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(clientAuth == ClientAuth.WANT);
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static boolean hasForwardSecrecy(String cipherSuite) {
        return !cipherSuite.startsWith("TLS_RSA_") && !cipherSuite.startsWith("TLS_ECDH_");
    }

    /** What the handshake of {@code socket} came to. */
    public static TlsSession session(SSLSocket socket) {
        SSLSession session = socket.getSession();
        return new TlsSession(session.getProtocol(), session.getCipherSuite(), clientSubject(session));
    }

    private static String clientSubject(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException noCertificate) {
            return null;
        }
    }
}
