//! What people and tools call the fields and collections of goals, in English, Swedish, German, Finnish, Norwegian,
//! Danish, French and Spanish.
//!
//! Names count by their letters and digits alone, folded. A strong name says what it is wherever it stands; a weak one
//! is a common word, and needs more to speak for it. The order within a line is the order of preference.

use super::guess::{Concept, Sort, Step, Way};
use crate::feed::vocabulary::fold;

/// What a name of a field may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) concept: Concept,
    pub(super) strong: bool,
    /// Its place in the order of preference.
    pub(super) rank: usize,
    /// For a title: which goal's it names.
    pub(super) of: Of,
}

/// Whose title a field's name says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Any,
    Objective,
    KeyResult,
}

type Line = (Concept, bool, Of, &'static str);

const STRONG: bool = true;
const WEAK: bool = false;

const FIELDS: &[Line] = &[
    (
        Concept::Title,
        STRONG,
        Of::KeyResult,
        "keyresult keyresulttitle keyresultname kr krtitle krname nyckelresultat resultatmatt delmal matetal nyckeltal indikator \
         schlusselergebnis kennzahl avaintulos nokkelresultat nogleresultat resultatcle resultadoclave kpi kpiname metricname \
         metric indicator outcome",
    ),
    (
        Concept::Title,
        STRONG,
        Of::Objective,
        "objective objectivetitle objectivename objectif objetivo malbild overgripandemal malsattning inriktningsmal ziel tavoite \
         malsetting okr o",
    ),
    (Concept::Title, WEAK, Of::Objective, "goal goalname goaltitle mal meta maal but"),
    (
        Concept::Title,
        STRONG,
        Of::Any,
        "title titel titulo titre otsikko tittel rubrik name namn navn nimi nom nombre bezeichnung benamning summary \
         subject headline heading",
    ),
    (Concept::Title, WEAK, Of::Any, "text label content displayname caption what vad was statement"),
    (
        Concept::Description,
        STRONG,
        Of::Any,
        "description desc beskrivning beschreibung kuvaus beskrivelse descripcion details motivering narrative rationale why",
    ),
    (Concept::Description, WEAK, Of::Any, "notes body about info"),
    (
        Concept::Owner,
        STRONG,
        Of::Any,
        "owner ownername owners assignee assignees assignedto responsible responsibles ansvarig ansvariga agare malagare \
         uppfoljningsansvarig handlaggare verantwortlich verantwortlicher besitzer vastuuhenkilo omistaja eier ansvarlig ejer \
         responsable dueno propietario proprietaire lead leader accountable champion dri ownerid assigneeid",
    ),
    (Concept::Owner, WEAK, Of::Any, "user who vem person manager managedby author creator membership"),
    (
        Concept::Team,
        STRONG,
        Of::Any,
        "team teamname teams squad department avdelning forvaltning namnd abteilung tiimi osasto avdeling afdeling equipe equipo \
         departamento departement ownerteam verksamhet enhetsnamn teamid departmentid tribe division businessunit",
    ),
    (Concept::Team, WEAK, Of::Any, "enhet einheit enhed project group grupp workspace bolag area organizationunit"),
    (
        Concept::Parent,
        STRONG,
        Of::Any,
        "parent parentid parentkey parents parentids parentgoal parentgoalid parentobjective parentobjectiveid goalparentsids \
         supports supportedgoal supportedgoals alignedto alignsto overordnatmal foralder foraldermal overmal uberziel \
         ubergeordnet ylatavoite overordnet padre parentname parentitem epiclink epic epickey",
    ),
    (
        Concept::Objective,
        STRONG,
        Of::Any,
        "objectiveid objectivekey objectiveref objectiveids goalid goalkey okrid malid zielid tavoiteid belongsto",
    ),
    (
        Concept::Children,
        STRONG,
        Of::Any,
        "children childids childrenids childobjectiveids goalchildrenids keyresultids krids keyresults krs nyckelresultatids \
         subgoalids childgoals",
    ),
    (
        Concept::Kind,
        STRONG,
        Of::Any,
        "issuetype kind itemtype goaltype objecttype entitytype recordtype okrtype malltyp tyyppi",
    ),
    (Concept::Kind, WEAK, Of::Any, "type typ level niva category kategori"),
    (
        Concept::Start,
        STRONG,
        Of::Any,
        "startvalue startvarde baseline baselinevalue initialvalue initial startingvalue startingmetric initialdata basvarde \
         utgangslage utgangsvarde ingangsvarde startwert ausgangswert lahtoarvo lahtotaso startverdi startvaerdi utgangspunkt \
         inicio valorinicial valeurinitiale valeurdedepart stepsstart initialobservedvalue initialnumbervalue",
    ),
    (Concept::Start, WEAK, Of::Any, "start from fran von begin base lahto"),
    (
        Concept::Current,
        STRONG,
        Of::Any,
        "currentvalue current actual actualvalue currentmetric currentnumbervalue latestvalue nulage nuvarde nuvarandevarde \
         aktuelltvarde aktuellvarde utfall istwert aktuell aktuellerwert nykyarvo nykytaso toteuma naverdi nuvaerdi \
         valoractual actuales actuel valeuractuelle realise stepscurrent currentobservedvalue snapshotvalue ist achievetarget currentstate",
    ),
    (
        Concept::Current,
        WEAK,
        Of::Any,
        "value now nu varde resultat result score wert arvo verdi vaerdi valor valeur achieved reached latest",
    ),
    (
        Concept::Target,
        STRONG,
        Of::Any,
        "target targetvalue targetmetric targetnumbervalue malvarde malniva malsattvarde zielwert tavoitearvo tavoitetaso \
         malverdi malvaerdi valorobjetivo valeurcible cible stepsend soll goalvalue finalvalue endvalue desiredvalue",
    ),
    (Concept::Target, WEAK, Of::Any, "goal mal to end till ziel tavoite maal meta objetivo bis asti"),
    (
        Concept::Unit,
        STRONG,
        Of::Any,
        "unit unitname unitofmeasure uom uomid metricunit mattenhet matenhet enhet einheit yksikko enhed unite unidad \
         measureunit targetunit",
    ),
    (Concept::Unit, WEAK, Of::Any, "currency currencycode valuta sort format"),
    (
        Concept::Progress,
        STRONG,
        Of::Any,
        "progress progression progresspercent progresspct progressvalue percentdone percentagedone percentcomplete percentcompleted \
         percentagecompleted completion completionrate completionpercentage attainment maluppfyllelse uppfyllelse uppfyllnad \
         uppfyllnadsgrad framsteg framdrift fortschritt erreichungsgrad zielerreichung edistyminen edistys framgang fremdrift fremskridt \
         progreso avance avancement progres outcomeprogressprct fardigt percentageachieved procentklart andelklart completedratio",
    ),
    (Concept::Progress, WEAK, Of::Any, "percentage percent procent prosent prozent pct done klart andel score"),
    (
        Concept::Status,
        STRONG,
        Of::Any,
        "status health rag trafikljus bedomning ampel ampelstatus tila estado statut progressstatus lage prognos tilstand \
         goalstatus statustext healthstatus",
    ),
    (Concept::Status, WEAK, Of::Any, "state confidence farg color colour phase zustand stage konfidens progress"),
    (
        Concept::Done,
        STRONG,
        Of::Any,
        "done isdone completed iscompleted complete iscomplete achieved isachieved klar klart avklarad uppnatt uppnadd erledigt \
         erreicht valmis ferdig faerdig termine completado hecho finished closed isclosed",
    ),
    (
        Concept::Archived,
        STRONG,
        Of::Any,
        "archived isarchived deleted isdeleted arkiverad archiviert arkisto draft isdraft",
    ),
    (
        Concept::Begin,
        STRONG,
        Of::Any,
        "startdate startson startat starton startdatum fromdate datefrom alkupvm begindate fechainicio",
    ),
    (Concept::Begin, WEAK, Of::Any, "start from fran begin"),
    (
        Concept::Due,
        STRONG,
        Of::Any,
        "due duedate dueon dueat deadline enddate endson endon targetdate finishat finishdate dateto slutdatum forfallodatum maldatum \
         klartsenast senast tom enddatum falligkeit falligam frist zieldatum maaraaika loppupvm sluttdato forfallsdato slutdato \
         echeance fechafin fechalimite fechaobjetivo datedefin deadlinedate completeby",
    ),
    (Concept::Due, WEAK, Of::Any, "end to till when nar wann until klar"),
    (
        Concept::Period,
        STRONG,
        Of::Any,
        "period quarter cycle timeperiod timeframe kvartal tertial halvar quartal kausi kvartaali periode trimestre \
         periodo cykel fiscalperiod okrperiod zeitraum",
    ),
    (Concept::Period, WEAK, Of::Any, "year ar jahr vuosi session fiscalyear"),
    (
        Concept::Weight,
        STRONG,
        Of::Any,
        "weight weightage vikt viktning gewicht gewichtung paino painoarvo vekt vaegt poids peso",
    ),
    (Concept::Url, STRONG, Of::Any, "url link htmlurl permalink weburl permalinkurl lank webviewlink"),
    (
        Concept::Note,
        STRONG,
        Of::Any,
        "note comment comments kommentar kommentarer kommentti comentario commentaire analys kommentartillutfall statusupdate \
         updatetext changeinfo",
    ),
    (Concept::Note, WEAK, Of::Any, "text body notes message description"),
    (
        Concept::Date,
        STRONG,
        Of::Any,
        "date datum dato pvm paivamaara fecha checkindate timestamp measuredat recordedat day dag lastcheckindate statusdate \
         avstamningsdatum matdatum recordedon",
    ),
    (Concept::Date, WEAK, Of::Any, "created createdat createdon when time at period week vecka month manad"),
    (
        Concept::Id,
        STRONG,
        Of::Any,
        "id key uuid guid gid ref slug number nr code identifier reference kod referens oid recordid",
    ),
    (
        Concept::Organisation,
        STRONG,
        Of::Any,
        "organisation organization company foretag unternehmen yritys entreprise empresa bolag kommun",
    ),
    (Concept::Vision, STRONG, Of::Any, "vision mission northstar ledstjarna leitbild visio"),
    (
        Concept::Made,
        STRONG,
        Of::Any,
        "exportedat generatedat exported generated exportdate asof lastupdated updatedat updated exporterad uppdaterad",
    ),
];

/// Names of collections: what their records are, and whether the name alone is enough.
const COLLECTIONS: &[(Sort, bool, &str)] = &[
    (
        Sort::Objectives,
        STRONG,
        "objectives objective okrs okr malbilder malomraden overgripandemal fokusomraden inriktningsmal ziele tavoitteet objectifs objetivos \
         companyobjectives teamobjectives companyokrs malsattningar objetivosq",
    ),
    (Sort::Objectives, WEAK, "goals goal mal maal metas methods omraden areas themes epics milestones strategicgoals"),
    (
        Sort::KeyResults,
        STRONG,
        "keyresults keyresult krs kr nyckelresultat schlusselergebnisse avaintulokset nokkelresultater nogleresultater resultatscles \
         resultadosclave resultsclaves resultatmatt delmal metrictargets goalmetrics",
    ),
    (
        Sort::KeyResults,
        WEAK,
        "metrics measures kpis kpi indicators outcomes targets matetal nyckeltal indikatorer kennzahlen mittarit results resultat metas",
    ),
    (
        Sort::Initiatives,
        STRONG,
        "initiatives activities actions projects tasks aktiviteter atgarder massnahmen aktivitaten toimenpiteet tiltak initiativer \
         iniciativas projets initiativ handlingsplan todos actionitems acciones",
    ),
    (
        Sort::Teams,
        STRONG,
        "teams departments squads avdelningar abteilungen tiimit equipos equipes units enheter forvaltningar divisions tribes groups grupper",
    ),
    (
        Sort::People,
        STRONG,
        "users people members persons owners anvandare personer employees medlemmar mitarbeiter benutzer staff memberships accounts",
    ),
    (
        Sort::CheckIns,
        STRONG,
        "checkins checkin history updates lastcheckin currentcheckin latestcheckin latestupdate lastupdate statusupdates progressupdates \
         uppfoljning uppfoljningar avstamning avstamningar historik lagesrapporter matningar measurements datapoints snapshots \
         verlauf historie historia historique historial values valuehistory progresshistory series entries records progress updateshistory mittaukset",
    ),
    (
        Sort::Goals,
        WEAK,
        "children subgoals childgoals subobjectives childobjectives undermal unterziele alatavoitteet subitems items nodes sub",
    ),
];

/// What a field of this name may mean.
pub(super) fn field(name: &str) -> Vec<Meaning> {
    let folded = fold(name);
    let found = look(&folded);
    if !found.is_empty() {
        return found;
    }
    // 'metric_target', 'goal_progress', 'Fields.Owner': the thing's own name before that of the field.
    const PREFIXES: &[&str] = &[
        "keyresult",
        "objective",
        "metric",
        "measure",
        "goal",
        "outcome",
        "okr",
        "kpi",
        "kr",
        "fields",
        "item",
        "issue",
        "current",
    ];
    let rest = PREFIXES.iter().filter_map(|prefix| folded.strip_prefix(prefix)).find(|rest| rest.len() > 2);
    rest.map(look).unwrap_or_default()
}

fn look(folded: &str) -> Vec<Meaning> {
    let mut found: Vec<Meaning> = Vec::new();
    for (concept, strong, of, names) in FIELDS {
        if let Some(rank) = names.split_ascii_whitespace().position(|known| known == folded)
            && !found.iter().any(|meaning| meaning.concept == *concept)
        {
            found.push(Meaning { concept: *concept, strong: *strong, rank, of: *of });
        }
    }
    found
}

/// What the records of a collection of this name are, and whether the name alone says so.
pub(super) fn collection(name: &str) -> Option<(Sort, bool)> {
    let folded = fold(name);
    // 'objetivos_q3', 'okrs2026'.
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = if bare.len() < folded.len() { bare.strip_suffix('q').unwrap_or(bare) } else { bare };
    let is = |names: &str| names.split_ascii_whitespace().any(|known| known == folded || known == bare);
    COLLECTIONS.iter().find(|(_, _, names)| is(names)).map(|(sort, strong, _)| (*sort, *strong))
}

/// Names around lists, of whatever records.
const TRANSPORT: &[&str] =
    &["items", "nodes", "node", "edges", "values", "results", "records", "entries", "elements", "list", "data", "rows"];

/// The name on a way that says most about its records: the last that is known, and the last at all where none is.
pub(super) fn telling(way: &Way) -> Option<&str> {
    let names = || {
        way.0.iter().rev().filter_map(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            _ => None,
        })
    };
    let known = |name: &&str| collection(name).is_some() && !TRANSPORT.contains(&fold(name).as_str());
    names().find(known).or_else(|| names().next())
}

/// Whether a name means anything here: then it is no key of a record.
pub(super) fn is_known(name: &str) -> bool {
    collection(name).is_some() || !look(&fold(name)).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_what_people_mean() {
        let says = |name: &str| {
            let all: Vec<String> =
                field(name).iter().map(|m| format!("{:?}{}", m.concept, if m.strong { "" } else { "?" })).collect();
            all.join(" ")
        };
        let cases = [
            ("Målvärde", "Target"),
            ("target_value", "Target"),
            ("metric_target", "Target"),
            ("Nuläge", "Current"),
            ("Mål", "Title? Target?"),
            ("Enhet", "Team? Unit"),
            ("start", "Start? Begin?"),
            ("Key Result", "Title"),
            ("goal_progress", "Progress Status?"),
            ("Zielwert", "Target"),
            ("xyzzy", ""),
        ];
        for (name, wanted) in cases {
            assert_eq!(says(name), wanted, "{name}");
        }
        assert_eq!(collection("objetivos_q3"), Some((Sort::Objectives, true)));
        assert_eq!(collection("Key Results"), Some((Sort::KeyResults, true)));
        assert_eq!(collection("packages"), None);
    }

    #[test]
    fn names_are_written_folded() {
        let names = FIELDS.iter().map(|line| line.3).chain(COLLECTIONS.iter().map(|line| line.2));
        for name in names.flat_map(str::split_ascii_whitespace) {
            assert!(name == fold(name), "{name}");
        }
    }
}
