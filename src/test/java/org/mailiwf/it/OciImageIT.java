package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.GatewayProcess;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/**
 * The container image of the profile {@code oci}, as a runtime would have it: its layers on top of each other, the command and the user of
 * its configuration, {@code /proc} and nothing else from outside. That takes the rights of root.
 */
@Tag("oci")
@RequiresPeer(program = "unshare", debianPackage = "util-linux")
class OciImageIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path ARCHIVE = Path.of("target", "mail-iwf-oci.tar");

    @TempDir
    private Path folder;

    @Test
    void theImageRunsAsItIsWithoutAnythingOfTheHost() throws Exception {
        assumeThat(run("id", "-u").strip()).as("to change the root directory").isEqualTo("0");
        JsonNode config = unpack();
        int http = Loopback.freePort();
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer("200 OK"));
             GatewayProcess gateway = GatewayProcess.start(command(config, userAgent.uri(), http));
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Review", "", "The review moved.").line())
                    .startsWith("250 2.6.0 ").endsWith("(SIP 200)");
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/observe/health/ready")).build();
            assertThat(HttpClient.newHttpClient().send(ready, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        }
        assertThat(folder.resolve("root/bin/sh")).doesNotExist();
        assertThat(folder.resolve("root/app")).doesNotExist();
    }

    /** The root file system; returns the configuration of the image. */
    private JsonNode unpack() throws IOException {
        Path image = Files.createDirectory(folder.resolve("image"));
        Path root = Files.createDirectory(folder.resolve("root"));
        run("tar", "-xf", ARCHIVE.toString(), "-C", image.toString());
        ObjectMapper json = new ObjectMapper();
        JsonNode index = json.readTree(image.resolve("index.json").toFile());
        assertThat(index.get("manifests")).hasSize(1);
        JsonNode manifest = json.readTree(blob(image, index.get("manifests").get(0)).toFile());
        for (JsonNode layer : manifest.get("layers")) {
            run("tar", "-xzpf", blob(image, layer).toString(), "-C", root.toString());
        }
        return json.readTree(blob(image, manifest.get("config")).toFile()).get("config");
    }

    private static Path blob(Path image, JsonNode descriptor) {
        return image.resolve("blobs/" + descriptor.get("digest").asText().replace(':', '/'));
    }

    private List<String> command(JsonNode config, String nextHop, int http) {
        String root = folder.resolve("root").toString();
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c",
                "mount --rbind /proc " + root + "/proc && exec \"$@\"", "sh", "env", "-i"));
        config.get("Env").forEach(variable -> command.add(variable.asText()));
        command.addAll(List.of(Program.find("chroot").orElseThrow().toString(), "--userspec=" + config.get("User").asText(), root));
        config.get("Entrypoint").forEach(word -> command.add(word.asText()));
        config.get("Cmd").forEach(word -> command.add(word.asText()));
        TestGateway.settings(nextHop, "iwf.http.listen", "127.0.0.1:" + http)
                .forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    private static String run(String... command) {
        Program.Result result = Program.run(LIMIT, List.of(command));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
