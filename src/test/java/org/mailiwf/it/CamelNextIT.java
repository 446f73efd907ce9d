package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mailiwf.peer.GatewayProcess;
import org.mailiwf.peer.MavenProject;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** The jar as it was built, on Camel 4.22.0. */
class CamelNextIT {

    @Test
    void aMailGoesThroughOnALaterCamel() throws Exception {
        MavenProject project = new MavenProject("camel-next");
        project.build("dependency:copy-dependencies");
        assertThat(project.built("lib", "camel-main-4.22.0.jar")).exists();
        assertThat(project.built("lib", MavenProject.jar().getFileName().toString())).hasSameBinaryContentAs(MavenProject.jar());

        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer("200 OK"));
             GatewayProcess gateway = GatewayProcess.start(command(project, userAgent.uri()));
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Review", "", "The review moved.").line())
                    .startsWith("250 2.6.0 ").endsWith("(SIP 200)");
            assertThat(userAgent.received().get(0).body()).contains("The review moved.");
        }
    }

    private static List<String> command(MavenProject project, String nextHop) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", project.built("lib") + "/*", "org.mailiwf.Main", "run"));
        TestGateway.settings(nextHop).forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }
}
