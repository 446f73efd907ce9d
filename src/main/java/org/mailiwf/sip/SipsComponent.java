package org.mailiwf.sip;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The scheme {@code sips}: endpoints of the component {@code sip}, with its options and its stack, that use TLS and nothing else. */
@Component("sips")
public class SipsComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        return getCamelContext().getComponent("sip", SipComponent.class).createEndpoint(uri, remaining, parameters);
    }
}
