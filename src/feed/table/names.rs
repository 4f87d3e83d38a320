//! What people call the columns of their tables, in English, Swedish, Norwegian, Danish, German, Finnish, French and
//! Spanish.
//!
//! A name counts by its letters alone. Knows names and no values: that 'Mål' is a number in one table and a sentence in
//! another is for the one who sees them. A name that says nothing known says nothing.

use crate::feed::letters::is_letter;
use crate::feed::settle::days_of;
use crate::feed::vocabulary::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concept {
    /// What its row is called.
    Title,
    /// An objective: its title, or a tie to it.
    Objective,
    /// A key result: its title, or ties to several.
    KeyResult,
    /// What is done about a goal.
    Initiative,
    /// What several objectives lie under.
    Area,
    /// More about it.
    Description,
    /// What was said at a check-in.
    Note,
    /// Why it deviates.
    Cause,
    /// What was learned.
    Lesson,
    /// A call for support.
    Support,
    /// Who answers for it.
    Owner,
    /// Whose it is.
    Team,
    /// The goal above.
    Parent,
    /// The goals below.
    Children,
    /// The value at the beginning.
    Start,
    /// The value at present.
    Current,
    /// The value to reach.
    Target,
    /// Not below this.
    Low,
    /// Not above this.
    High,
    /// What the values count.
    Unit,
    /// How much of the way is done.
    Progress,
    /// How it goes, or what became of it.
    Status,
    /// How sure people are.
    Confidence,
    /// The first day.
    Begin,
    /// The last day.
    Due,
    /// A day, whatever of.
    Date,
    /// The day of a check-in.
    Checked,
    /// The share beside its siblings.
    Weight,
    /// Which kind of goal its row is.
    Level,
    /// A cycle's name.
    Period,
    /// The row's id.
    Id,
    /// A page about it.
    Url,
    /// Whether it is archived.
    Archived,
}

use Concept::*;

/// Names by what they mean, folded.
const NAMES: &[(Concept, &str)] = &[
    (
        Title,
        "title name item itemname summary subject headline task titel namn rubrik benamning tittel navn overskrift \
         bezeichnung otsikko nimi nom titre intitule nombre titulo",
    ),
    (
        Objective,
        "objective objectives goal goals okr o objectivetitle goalname goaltitle objectivename \
         mal malet malbild malsattning malformulering malbeskrivning effektmal verksamhetsmal namndmal delmal maltitel \
         malsetning malsaetning ziel ziele zielsetzung objektiv tavoite paamaara tavoitteet objectif objectifs but \
         objetivo objetivos meta",
    ),
    (
        KeyResult,
        "keyresult keyresults kr krs kri metric metrics kpi kpis indicator indicators measure measures outcome \
         keyresulttitle keyresultname krtitle krname metricname kpiname keyindicator successmetric keymetric \
         nyckelresultat nyckeltal matetal matt indikator indikatorer resultatmatt styrtal resultatindikator \
         nokkelresultat nokkeltall nogleresultat nogletal \
         schlusselergebnis schlusselergebnisse kennzahl messgrosse schlusselresultat \
         avaintulos avaintulokset mittari tunnusluku resultatcle resultatscles indicateur \
         resultadoclave resultadosclave indicador",
    ),
    (
        Initiative,
        "initiative initiatives activity activities action actions actionitem todo project projects epic workitem \
         aktivitet aktiviteter atgard atgarder insats insatser initiativ uppgift uppgifter projekt handling tiltak \
         indsats opgave massnahme massnahmen aufgabe toimenpide toimenpiteet tehtava hanke aloite projet tache \
         iniciativa iniciativas accion actividad proyecto tarea",
    ),
    (
        Area,
        "focusarea strategicarea strategicpriority strategicgoal strategicobjective companyobjective companygoal theme \
         pillar perspective omrade malomrade fokusomrade overgripandemal strategisktmal strategiskmal overordnetmal \
         satsningsomrade satsomrade perspektiv tema inriktningsmal handlungsfeld oberziel strategischesziel painopiste \
         painopistealue axe axestrategique eje ejeestrategico areafocus",
    ),
    (
        Description,
        "description details desc detail why motivation beskrivning motivering bakgrund varfor forklaring beskrivelse \
         beschreibung kuvaus selite descripcion definition",
    ),
    (
        Note,
        "comment comments note notes remark remarks update latestupdate statusupdate checkin commentary narrative \
         kommentar kommentarer notering anteckning anteckningar analys uppfoljning avstamning lagesrapport \
         kommentartillutfall bemerkung anmerkung kommentti kommentit huomautus commentaire commentaires remarque \
         comentario comentarios nota",
    ),
    (Cause, "cause reason rootcause orsak anledning avvikelseorsak arsag arsak ursache syy causa raison"),
    (Lesson, "lesson lessons lessonslearned learning learnings lardom lardomar laering erkenntnis oppi lecon leccion"),
    (
        Support,
        "support helpneeded supportneeded blockers blocker impediments hjalp stod hinder behovavstod hjelp hjaelp \
         unterstutzung hindernis apu tuki aide apoyo",
    ),
    (
        Owner,
        "owner owners assignee assignees assignedto responsible responsibleperson accountable lead dri person people \
         owneremail ansvarig ansvariga ansvarigperson agare malagare uppfoljningsansvarig \
         handlaggare utforare resultatagare ansvarlig eier ejer verantwortlich verantwortliche verantwortlicher \
         besitzer zustandig inhaber vastuuhenkilo omistaja vastuu responsable proprietaire pilote porteur propietario \
         dueno encargado",
    ),
    (
        Team,
        "team teams department departmentname group squad unitname division organization organisation businessunit \
         function tribe avdelning enhet forvaltning namnd bolag verksamhet arbetslag grupp lag sektor avdeling \
         afdeling abteilung bereich gruppe mannschaft tiimi osasto yksikko ryhma equipe departement service direction \
         equipo departamento area",
    ),
    (
        Parent,
        "parent parentid parentgoal parentobjective parentokr parentitem parenttask supports alignedto alignswith \
         contributesto objectiveid goalid linkedobjective overordnatmal foralder stodjer bidrartill hortill \
         overliggandemal forelder bidrartil ubergeordnetesziel ubergeordnet elternziel ylatavoite ylataso \
         objectifparent objetivopadre padre",
    ),
    (
        Children,
        "children subitem subitems subgoals subobjectives childgoals childobjectives undermal underordnademal unterziele \
         alatavoitteet sousobjectifs subobjetivos",
    ),
    (
        Start,
        "start startvalue startingvalue baseline baselinevalue initial initialvalue from startmetric begin \
         startvarde utgangslage utgangsvarde basvarde ingangsvarde nollage fran startverdi startvaerdi baslinje \
         startwert ausgangswert basiswert lahtoarvo lahtotaso alkuarvo valeurinitiale valeurdedepart depart \
         valorinicial lineabase inicio",
    ),
    (
        Current,
        "current currentvalue actual actualvalue value latestvalue now currentmetric measured result latest achieved \
         utfall nulage nuvarde aktuelltvarde aktuellt varde resultat nu nuvarande senastevarde senasteutfall matvarde \
         naverdi navaerende verdi vaerdi aktuell istwert ist aktuellerwert aktuellwert wert ergebnis nykyarvo \
         nykytila nykyinen toteuma arvo tulos actuel valeuractuelle valeur realise valoractual actualmente valor",
    ),
    (
        Target,
        "target targetvalue targets goalvalue targetmetric to plan planned endvalue finalvalue \
         malvarde malniva malsatt malsattvarde malvarden slutvarde onskatvarde malverdi malvaerdi zielwert soll sollwert \
         zielgrosse tavoitearvo tavoitetaso cible valeurcible valorobjetivo valormeta objetivofinal",
    ),
    (Low, "low lower lowerbound lowerlimit min minimum minvalue undregrans lagst mindst untergrenze alaraja"),
    (High, "high upper upperbound upperlimit max maximum maxvalue ovregrans hogst hojst obergrenze ylaraja"),
    (
        Unit,
        "unit units unitofmeasure measurementunit uom unitofmeasurement metricunit mattenhet matenhet sort \
         maleenhet einheit masseinheit mittayksikko unite unitedemesure unidad unidaddemedida",
    ),
    (
        Progress,
        "progress progression completion complete percentcomplete percentage percent completed score attainment \
         grade progresspercentage percentagecomplete framsteg maluppfyllelse uppfyllelse uppfyllnad maluppfyllnad \
         fardigt andelklart klart fremdrift fremskridt fremdriftsgrad fortschritt zielerreichung erfullungsgrad \
         edistyminen edistymisaste avancement progres avance progreso cumplimiento",
    ),
    (
        Status,
        "status state health rag ragstatus trafficlight statuscolor currentstatus trend forecast lage bedomning prognos \
         trafikljus farg statusfarg tillstand bedomningavlaget ampel ampelstatus zustand tila tilanne \
         statut etat estado situacion semaforo",
    ),
    (
        Confidence,
        "confidence confidencelevel confidencescore likelihood konfidens tillforsikt sannolikhet sakerhet tilltro \
         zuversicht konfidenz luottamus confiance confianza",
    ),
    (
        Begin,
        "startdate startson startat startingdate begindate starton startdatum fromochmed fromdate fradato startdato \
         beginn anfang alkupaiva alkaa aloituspaiva datededebut debut fechainicio fechadeinicio",
    ),
    (
        Due,
        "due duedate deadline enddate targetdate endson dueon dateend finishdate completiondate end timeline \
         slutdatum forfallodatum maldatum klartsenast klarsenast tillochmed senast klardatum slut \
         sluttdato frist forfallsdato slutdato forfaldsdato enddatum falligkeit falligam zieldatum ende  \
         maaraaika paattymispaiva loppupaiva echeance datedefin datelimite fin fechafin fechalimite fechaobjetivo \
         vencimiento plazo",
    ),
    (Date, "date day datum dag matdatum dato paiva pvm paivamaara fecha month manad vecka week tidpunkt mattillfalle"),
    (
        Checked,
        "checkindate checkedin lastcheckin lastupdate lastupdated updated updatedat updatedon updatedate asof \
         measuredon measuredat measurementdate senastuppdaterad uppdaterad uppfoljningsdatum avstamningsdatum \
         senastavstamd sistoppdatert oppdatert senestopdateret opdateret aktualisiert aktualisiertam stand \
         paivitetty miseajour derniermiseajour actualizado fechadeactualizacion",
    ),
    (
        Weight,
        "weight weighting weightage vikt viktning vekt vaegt gewicht gewichtung paino painoarvo poids peso ponderacion",
    ),
    (
        Level,
        "level type kind itemtype goaltype okrtype recordtype hierarchy typ niva maltyp nivaa niveau art ebene \
         tyyppi taso tipo nivel",
    ),
    (
        Period,
        "period quarter cycle timeperiod timeframe year okrcycle tertial kvartal cykel ar matperiod halvar kvartaler \
         aar periode quartal zeitraum jahr kausi neljannes vuosi jakso trimestre annee ano periodo ciclo",
    ),
    (
        Id,
        "id key reference ref number no nr nummer code kod okrid kridentifier identifier okrreference tunnus identifiant codigo",
    ),
    (Url, "url link permalink weburl lank lenke linkki lien enlace"),
    (
        Archived,
        "archived isarchived deleted arkiverad arkiverat arkivert arkiveret archiviert arkistoitu archive archivado",
    ),
];

/// What a column of this name holds; none if the name does not say.
pub fn concept(name: &str) -> Option<Concept> {
    meaning(name).map(|meaning| meaning.concept)
}

/// What a name says beside what its column holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// What it holds.
    pub concept: Concept,
    /// Whose that is: 'Objective owner' in a table of key results.
    pub subject: Option<Concept>,
    /// What stands in parentheses: a unit, perhaps.
    pub aside: Option<String>,
    /// Whether it is one of several: 'Objective 2', 'Utfall 2025'.
    pub numbered: bool,
}

/// What a name says.
pub fn meaning(name: &str) -> Option<Meaning> {
    let (name, aside) = match name.split_once(['(', '[']) {
        Some((before, rest)) => {
            let (inside, after) = rest.split_once([')', ']']).unwrap_or((rest, ""));
            ([before, " ", after].concat(), Some(inside.trim().to_string()))
        }
        None => (name.to_string(), name.contains('%').then(|| String::from("%"))),
    };
    let mut words: Vec<String> = words(&name);
    let said = |concept, subject| Some(Meaning { concept, subject, aside: aside.clone(), numbered: false });
    if let Some(concept) = known(&words.concat()) {
        return said(concept, None);
    }
    // 'Utfall 2025', 'Target Q4': what has a number in it is a period or an order. 'Week 40' says nothing else.
    words.retain(|word| !word.bytes().any(|byte| byte.is_ascii_digit()));
    if let Some(concept) = known(&words.concat()) {
        let said = said(concept, None).map(|meaning| Meaning { numbered: true, ..meaning });
        return said.filter(|_| !matches!(concept, Date | Period | Level));
    }
    for at in 1..words.len() {
        let (subject, rest) = words.split_at(at);
        let subject = known(&subject.concat()).filter(|subject| matches!(subject, Objective | KeyResult | Initiative));
        if let Some((subject, concept)) = subject.zip(known(&rest.concat())) {
            return match concept {
                Title => said(subject, None),
                concept => said(concept, Some(subject)),
            };
        }
    }
    None
}

/// The last day of the period that is a column's whole name or a part of it: '2026-09', 'Utfall Q3 2026'.
pub fn period(name: &str) -> Option<chrono::NaiveDate> {
    // A year must stand there: without one, no year is meant.
    let with = |year| days_of(name, year).map(|(_, last)| last);
    with(2001).filter(|last| with(2002) == Some(*last))
}

/// Whether a name is that of a period, and says nothing else.
pub fn is_period(name: &str) -> bool {
    let letters = name.split(|c: char| !is_letter(c) || c.is_ascii_digit()).filter(|word| !word.is_empty());
    period(name).is_some() && letters.into_iter().all(|word| days_of(&[word, " 1 2001"].concat(), 2001).is_some())
}

fn known(folded: &str) -> Option<Concept> {
    if folded.is_empty() {
        return None;
    }
    NAMES.iter().find(|(_, names)| names.split(' ').any(|name| name == folded)).map(|(concept, _)| *concept)
}

/// A name's words, folded: at spaces, signs and capitals within ('startValue').
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let joins = is_letter(c) || ('\u{300}'..='\u{36f}').contains(&c);
        if !joins || (c.is_ascii_uppercase() && before.is_ascii_lowercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| joins) {
            word.push(c);
        }
        before = c;
    }
    words.iter().map(|word| fold(word)).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_what_people_mean() {
        #[expect(clippy::type_complexity, reason = "a table of cases")]
        let cases: &[(&str, Option<(Concept, Option<Concept>)>)] = &[
            ("Mål", Some((Objective, None))),
            ("Målvärde 2026", Some((Target, None))),
            ("Startvärde", Some((Start, None))),
            ("current_value", Some((Current, None))),
            ("currentValue", Some((Current, None))),
            ("Nyckelresultat", Some((KeyResult, None))),
            ("Ma\u{30a}l", Some((Objective, None))),
            ("Key Result", Some((KeyResult, None))),
            ("Key result owner", Some((Owner, Some(KeyResult)))),
            ("Objective status", Some((Status, Some(Objective)))),
            ("Goal name", Some((Objective, None))),
            ("Progress (%)", Some((Progress, None))),
            ("Score %", Some((Progress, None))),
            ("Schlüsselergebnis", Some((KeyResult, None))),
            ("Määräaika", Some((Due, None))),
            ("Échéance", Some((Due, None))),
            ("Línea base", Some((Start, None))),
            ("Due date", Some((Due, None))),
            ("Q4 2026", None),
            ("Week 40", None),
            ("Rating", None),
            ("Column 1", None),
            ("", None),
            ("%", None),
        ];
        for (name, wanted) in cases {
            assert_eq!(meaning(name).map(|meaning| (meaning.concept, meaning.subject)), *wanted, "{name}");
        }
        assert_eq!(meaning("Utfall (kr)").unwrap().aside.as_deref(), Some("kr"));
        assert_eq!(period("Utfall Q3 2026").unwrap().to_string(), "2026-09-30");
        assert_eq!(period("Q3"), None);
        assert!(is_period("Q3 2026") && is_period("2026-09") && is_period("okt 2026") && is_period("2026"));
        assert!(!is_period("Mål 2026") && !is_period("X 2026") && !is_period("Q3"));
    }

    #[test]
    fn no_name_means_two_things() {
        let mut seen: Vec<(&str, Concept)> = Vec::new();
        for (concept, names) in NAMES {
            for name in names.split(' ').filter(|name| !name.is_empty()) {
                assert_eq!(name, fold(name), "folded");
                if let Some((_, other)) = seen.iter().find(|(known, _)| *known == name) {
                    panic!("{name} means {other:?} and {concept:?}");
                }
                seen.push((name, *concept));
            }
        }
    }
}
