package org.mailiwf.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the gateway is started. */
public final class GatewayCommand {

    /** What {@code bin/mail-iwf} gives to the JVM, and the heap that the figures are for. The floors get the same. */
    public static final List<String> JVM = List.of("-XX:+UseParallelGC", "-Dfile.encoding=UTF-8", "-Xmx256m");

    private GatewayCommand() {
    }

    /** A gateway on 127.0.0.1 that sends to a SIP server there, to the mail domain of the benchmarks; a request of any size goes over UDP. */
    public static Map<String, String> settings(int smtpPort, int sipPort, int nextHopPort, String transport) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("iwf.smtp.listen", "127.0.0.1:" + smtpPort);
        settings.put("iwf.sip.listen", "udp:127.0.0.1:" + sipPort + ",tcp:127.0.0.1:" + sipPort);
        settings.put("iwf.msrp.listen", "tcp:127.0.0.1:0");
        settings.put("iwf.sip.next-hop", "sip:127.0.0.1:" + nextHopPort + ";transport=" + transport);
        settings.put("iwf.demo-handset.enabled", "false");
        // what SIPp gets is counted
        settings.put("iwf.sip.next-hop-ping", "0");
        settings.put("iwf.sip.tcp-above", "0");
        settings.put("iwf.domain", "gateway.example");
        settings.put("iwf.domains", Run.DOMAIN);
        settings.put("iwf.recipients.default", "sip:{local}@{domain}");
        return settings;
    }

    /** Its classes, and the dependencies that Maven wrote down. */
    public static String classPath(Path directory) throws IOException {
        return BenchProperties.text("bench.gateway.classes", "target/classes") + File.pathSeparator
            + Files.readString(directory.resolve("gateway.classpath"));
    }

    public static List<String> of(String java, List<String> jvmArguments, String classPath, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(java));
        JVM.stream().filter(argument -> !isCollector(argument) || jvmArguments.stream().noneMatch(GatewayCommand::isCollector)).forEach(command::add);
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath, "org.mailiwf.Main", "run"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    /** Two of them do not go together. */
    private static boolean isCollector(String jvmArgument) {
        return jvmArgument.startsWith("-XX:+Use") && jvmArgument.endsWith("GC");
    }
}
