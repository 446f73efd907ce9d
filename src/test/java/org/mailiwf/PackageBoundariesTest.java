package org.mailiwf;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.sip.SipFailure;
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
@AnalyzeClasses(packages = "org.mailiwf", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageBoundariesTest {

    private static final DescribedPredicate<JavaClass> THE_EXCHANGE_CONTRACT = belongToAnyOf(
            SmtpConstants.class, SmtpRecipient.class, DeliverBy.class, SipConstants.class, SipFailure.class)
            .as("the exchange contract of the components");

    @ArchTest
    static final ArchRule valuesAndCodecsKnowNobody = noClasses()
            .that().resideInAnyPackage("org.mailiwf.cpim..")
            .should().dependOnClassesThat(resideInAPackage("org.mailiwf..").and(DescribedPredicate.not(resideInAPackage("org.mailiwf.cpim.."))))
            .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule readingAMailKnowsNobody = noClasses()
            .that().resideInAnyPackage("org.mailiwf.mail..")
            .should().dependOnClassesThat(resideInAPackage("org.mailiwf..").and(DescribedPredicate.not(resideInAPackage("org.mailiwf.mail.."))))
            .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule componentsKnowNoPolicy = noClasses()
            .that().resideInAnyPackage("org.mailiwf.smtpd..", "org.mailiwf.sip..")
            .should().dependOnClassesThat().resideInAnyPackage("org.mailiwf", "org.mailiwf.mapping..", "org.mailiwf.lookup..");

    @ArchTest
    static final ArchRule smtpdDoesNotKnowSip = noClasses()
            .that().resideInAPackage("org.mailiwf.smtpd..").should().dependOnClassesThat().resideInAPackage("org.mailiwf.sip..");

    @ArchTest
    static final ArchRule sipDoesNotKnowSmtpd = noClasses()
            .that().resideInAPackage("org.mailiwf.sip..").should().dependOnClassesThat().resideInAPackage("org.mailiwf.smtpd..");

    @ArchTest
    static final ArchRule theMappingKnowsOfTheComponentsOnlyTheirContract = noClasses()
            .that().resideInAnyPackage("org.mailiwf.mapping..", "org.mailiwf.lookup..")
            .should().dependOnClassesThat(resideInAnyPackage("org.mailiwf", "org.mailiwf.smtpd..", "org.mailiwf.sip..")
                    .and(DescribedPredicate.not(THE_EXCHANGE_CONTRACT)));

    @ArchTest
    static final ArchRule theSipEngineStaysInItsPackage = noClasses()
            .that().resideOutsideOfPackage("org.mailiwf.sip..")
            .should().dependOnClassesThat().resideInAnyPackage("javax.sip..", "gov.nist..");

    @ArchTest
    static final ArchRule noCycles = slices().matching("org.mailiwf.(*)..").should().beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), THE_EXCHANGE_CONTRACT);
}
