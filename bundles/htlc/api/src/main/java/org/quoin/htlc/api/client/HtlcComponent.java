package org.quoin.htlc.api.client;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.htlc.api.Htlc;
import org.quoin.ledger.api.client.ClientRegistration;

/** Offers the client of this framework's ledger. */
@Component(
        immediate = true,
        service = {})
public final class HtlcComponent {
    private final ClientRegistration<Htlc> registration;

    @Activate
    public HtlcComponent(BundleContext context) {
        registration = new ClientRegistration<>(context, Htlc.class, HtlcClient.USES, HtlcClient::new);
    }

    @Deactivate
    void deactivate() {
        registration.close();
    }
}
