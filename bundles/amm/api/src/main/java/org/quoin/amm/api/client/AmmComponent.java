package org.quoin.amm.api.client;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.amm.api.Amm;
import org.quoin.ledger.api.client.ClientRegistration;

/** Offers the client of this framework's ledger. */
@Component(
        immediate = true,
        service = {})
public final class AmmComponent {
    private final ClientRegistration<Amm> registration;

    @Activate
    public AmmComponent(BundleContext context) {
        registration = new ClientRegistration<>(context, Amm.class, AmmClient.USES, AmmClient::new);
    }

    @Deactivate
    void deactivate() {
        registration.close();
    }
}
