package org.mailiwf.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;

import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server in which every domain has one MX, itself, with an IPv4 address, and nothing else. */
final class DnsServer implements AutoCloseable {

    private static final int TTL = 3600;
    private static final int MAX_QUESTION = 512;

    private final DatagramSocket socket;

    private DnsServer(DatagramSocket socket) {
        this.socket = socket;
    }

    static DnsServer start() throws IOException {
        DnsServer server = new DnsServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(server::serve, "dns-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** As a value of {@code iwf.dns.servers}. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_QUESTION], MAX_QUESTION);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MAX_QUESTION);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength()))).toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closing) {
                if (!socket.isClosed()) {
                    throw new IllegalStateException("the DNS server failed", closing);
                }
            }
        }
    }

    private static Message answer(Message question) throws IOException {
        Record asked = question.getQuestion();
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(asked, Section.QUESTION);
        Name name = asked.getName();
        if (asked.getType() == Type.MX) {
            answer.addRecord(new MXRecord(name, DClass.IN, TTL, 10, name), Section.ANSWER);
        } else if (asked.getType() == Type.A) {
            answer.addRecord(new ARecord(name, DClass.IN, TTL, InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})), Section.ANSWER);
        } else {
            // for how long there is nothing else (RFC 2308)
            answer.addRecord(new SOARecord(name, DClass.IN, TTL, name, name, 1, TTL, TTL, TTL, TTL), Section.AUTHORITY);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
