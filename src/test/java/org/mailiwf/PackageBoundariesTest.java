package org.mailiwf;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.msrp.MsrpContent;
import org.mailiwf.msrp.MsrpFailure;
import org.mailiwf.sip.HopResolver;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipHop;
import org.mailiwf.smtpd.DeliverBy;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The walls between the packages, as the architecture draws them. */
class PackageBoundariesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mailiwf");

    private static final DescribedPredicate<JavaClass> THE_EXCHANGE_CONTRACT = belongToAnyOf(
            SmtpConstants.class, SmtpRecipient.class, DeliverBy.class, SipConstants.class, SipFailure.class, HopResolver.class, SipHop.class,
            MsrpConstants.class, MsrpFailure.class, MsrpContent.class, MsrpContent.Choice.class, MsrpContent.Body.class, MsrpContent.Refusal.class,
            MsrpContent.Source.class)
            .as("the exchange contract of the components");

    @Test
    void valuesAndCodecsKnowNobody() {
        noClasses()
                .that().resideInAnyPackage("org.mailiwf.cpim..")
                .should().dependOnClassesThat(resideInAPackage("org.mailiwf..").and(DescribedPredicate.not(resideInAPackage("org.mailiwf.cpim.."))))
                .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void readingAMailKnowsNobody() {
        noClasses()
                .that().resideInAnyPackage("org.mailiwf.mail..")
                .should().dependOnClassesThat(resideInAPackage("org.mailiwf..").and(DescribedPredicate.not(resideInAPackage("org.mailiwf.mail.."))))
                .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void networksKnowNobody() {
        noClasses()
                .that().resideInAnyPackage("org.mailiwf.net..")
                .should().dependOnClassesThat(resideInAPackage("org.mailiwf..").and(DescribedPredicate.not(resideInAPackage("org.mailiwf.net.."))))
                .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void filesKnowNobody() {
        noClasses()
                .that().resideInAnyPackage("org.mailiwf.files..")
                .should().dependOnClassesThat(resideInAPackage("org.mailiwf..").and(DescribedPredicate.not(resideInAPackage("org.mailiwf.files.."))))
                .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void msrpOnTheWireKnowsNeitherCamelNorSip() {
        noClasses()
                .that().resideInAnyPackage("org.mailiwf.msrp.protocol..", "org.mailiwf.msrp.transport..", "org.mailiwf.msrp.sdp..")
                .should().dependOnClassesThat(resideInAPackage("org.mailiwf..").and(DescribedPredicate.not(resideInAnyPackage(
                        "org.mailiwf.msrp.protocol..", "org.mailiwf.msrp.transport..", "org.mailiwf.msrp.sdp..", "org.mailiwf.files..",
                        "org.mailiwf.net.."))))
                .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void theMsrpCodecKnowsNoSockets() {
        noClasses()
                .that().resideInAPackage("org.mailiwf.msrp.protocol..")
                .should().dependOnClassesThat().resideInAnyPackage("java.net..", "javax.net..", "org.mailiwf.msrp.transport..", "org.mailiwf.msrp.sdp..")
                .check(CLASSES);
    }

    @Test
    void componentsKnowNoPolicy() {
        noClasses()
                .that().resideInAnyPackage("org.mailiwf.smtpd..", "org.mailiwf.sip..", "org.mailiwf.msrp..")
                .should().dependOnClassesThat().resideInAnyPackage("org.mailiwf", "org.mailiwf.mapping..", "org.mailiwf.lookup..",
                        "org.mailiwf.verification..", "org.mailiwf.metrics..", "io.micrometer..")
                .check(CLASSES);
    }

    @Test
    void smtpdDoesNotKnowSip() {
        noClasses()
                .that().resideInAPackage("org.mailiwf.smtpd..").should().dependOnClassesThat().resideInAPackage("org.mailiwf.sip..")
                .check(CLASSES);
    }

    @Test
    void sipDoesNotKnowMsrp() {
        noClasses()
                .that().resideInAPackage("org.mailiwf.sip..").should().dependOnClassesThat().resideInAPackage("org.mailiwf.msrp..")
                .check(CLASSES);
    }

    @Test
    void msrpAndSmtpdDoNotKnowEachOther() {
        noClasses()
                .that().resideInAPackage("org.mailiwf.msrp..").should().dependOnClassesThat().resideInAPackage("org.mailiwf.smtpd..")
                .check(CLASSES);
        noClasses()
                .that().resideInAPackage("org.mailiwf.smtpd..").should().dependOnClassesThat().resideInAPackage("org.mailiwf.msrp..")
                .check(CLASSES);
    }

    @Test
    void sipDoesNotKnowSmtpd() {
        noClasses()
                .that().resideInAPackage("org.mailiwf.sip..").should().dependOnClassesThat().resideInAPackage("org.mailiwf.smtpd..")
                .check(CLASSES);
    }

    @Test
    void theMappingKnowsOfTheComponentsOnlyTheirContract() {
        noClasses()
                .that().resideInAnyPackage("org.mailiwf.mapping..", "org.mailiwf.lookup..", "org.mailiwf.verification..")
                .should().dependOnClassesThat(resideInAnyPackage("org.mailiwf", "org.mailiwf.smtpd..", "org.mailiwf.sip..", "org.mailiwf.msrp..")
                        .and(DescribedPredicate.not(THE_EXCHANGE_CONTRACT)))
                .check(CLASSES);
    }

    @Test
    void theSipEngineStaysInItsPackage() {
        noClasses()
                .that().resideOutsideOfPackage("org.mailiwf.sip..")
                .should().dependOnClassesThat().resideInAnyPackage("javax.sip..", "gov.nist..")
                .check(CLASSES);
    }

    @Test
    void nobodyKnowsKaraf() {
        noClasses()
                .that().resideOutsideOfPackage("org.mailiwf.karaf..")
                .should().dependOnClassesThat().resideInAnyPackage("org.mailiwf.karaf..", "org.osgi..", "org.apache.karaf..",
                        "org.apache.camel.karaf..")
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("org.mailiwf.(*)..").should().beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), THE_EXCHANGE_CONTRACT)
                .check(CLASSES);
    }
}
