//! What words of status mean, in English, Swedish, Norwegian, Danish, German, Finnish, French and Spanish.
//!
//! A word counts by its letters alone: case, accents and separators are the writer's own. Knows no tool; a word that
//! stands for different things in different tools is not in the table.

use super::draft::LifeState;
use super::letters::small;
use crate::goals::{Confidence, InitiativeState};

/// What a word says of how a goal goes, or of what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Goes as it should.
    OnTrack,
    /// May not get there.
    AtRisk,
    /// Will not get there as things are.
    OffTrack,
    /// Not begun.
    NotBegun,
    /// Worked on; how it goes is not said.
    Ongoing,
    /// Reached, finished.
    Done,
    /// Over, and not reached.
    Missed,
    /// Laid aside.
    Paused,
    /// Given up.
    Abandoned,
}

impl Says {
    /// The status that people declare with it.
    pub fn confidence(self) -> Option<Confidence> {
        match self {
            Says::OnTrack => Some(Confidence::OnTrack),
            Says::AtRisk => Some(Confidence::AtRisk),
            Says::OffTrack | Says::Missed => Some(Confidence::OffTrack),
            _ => None,
        }
    }

    /// What has been decided about a goal.
    pub fn life(self) -> Option<LifeState> {
        match self {
            Says::Done => Some(LifeState::Achieved),
            Says::Paused => Some(LifeState::Paused),
            Says::Abandoned => Some(LifeState::Abandoned),
            _ => None,
        }
    }

    /// How far an initiative has come.
    pub fn work(self) -> InitiativeState {
        match self {
            Says::NotBegun | Says::Paused => InitiativeState::Planned,
            Says::Done | Says::Missed | Says::Abandoned => InitiativeState::Done,
            Says::OnTrack | Says::AtRisk | Says::OffTrack | Says::Ongoing => InitiativeState::Ongoing,
        }
    }
}

/// What a word says; none if it is not known.
pub fn says(word: &str) -> Option<Says> {
    let sign = word;
    let word = fold(word);
    if word.is_empty() {
        const SIGNS: &[(Says, &[char])] = &[
            (Says::OnTrack, &['🟢', '💚', '🟩']),
            (Says::AtRisk, &['🟡', '🟠', '💛', '🟨', '🟧']),
            (Says::OffTrack, &['🔴', '❤', '🟥']),
            (Says::Done, &['✅', '✔', '☑', '✓']),
        ];
        return SIGNS.iter().find(|(_, signs)| sign.contains(*signs)).map(|(says, _)| *says);
    }
    TABLE.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(says, _)| *says)
}

/// A word by its letters and digits alone: small, without accents, signs and separators.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().map(small) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ñ' => out.push('n'),
            'ç' => out.push('c'),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            // Marks that stand after their letter, where a text is decomposed.
            '\u{300}'..='\u{36f}' => {}
            c if super::letters::is_letter(c) => out.push(c),
            _ => {}
        }
    }
    out
}

/// Words by what they say, folded.
const TABLE: &[(Says, &str)] = &[
    (
        Says::OnTrack,
        "ontrack green g onschedule ontime ontarget good healthy ahead aheadofschedule progressing \
         gron gronn gront enligtplan iplan ifas paratt pagodvag godtid bra grun implan aufkurs gut \
         paplan igang vert enbonnevoie surlabonnevoie verde encamino encurso aikataulussa vihrea suunnitelmanmukaan \
         irute efterplan ihenholdtilplan somplanlagt godt",
    ),
    (
        Says::AtRisk,
        "atrisk yellow amber y orange needsattention attention concern concerned caution behind progressingslowly \
         somewhatbehind slightlybehind risk irisk gul gult orangt viss risk varning forsenad forsenat efter bevaka avvikelse \
         vissavvikelse imfare gefahrdet gelb verzogert kriittinen riskissa keltainen fare irisiko jaune arisque \
         enriesgo amarillo retrasado enretard forsinket myohassa",
    ),
    (
        Says::OffTrack,
        "offtrack red r critical blocked stuck delayed seriouslybehind farbehind late overdue bad \
         rod rott utanforplan blockerad blockerat kritisk kritiskt stoppad storavvikelse rot kritisch blockiert \
         punainen jumissa raud rouge bloque bloqueado rojo horsdelabonnevoie fueradeplan utenforplan blokeret",
    ),
    (
        Says::NotBegun,
        "notstarted new todo open backlog planned planning pending draft proposed upcoming future notset none idle \
         ejpaborjad ejpaborjat inteborjat intepaborjad planerad planerat attgora ny nytt utkast kommande \
         offen geplant nichtbegonnen neu entwurf eialoitettu suunniteltu uusi avaamatta ikkepabegynt ikkestartet \
         planlagt afaire nondemarre planifie nouveau sininiciar pendiente porhacer nuevo planeado tobedone selectedfordevelopment",
    ),
    (
        Says::Ongoing,
        "active inprogress started doing ongoing live wip workingonit indeterminate running inreview review underway begun \
         pagaende pagar paborjad paborjat aktiv aktivt arbetas laufend inarbeit begonnen aktiivinen kaynnissa \
         pagang underarbeid igangvaerende encours actif enprogreso activo enejecucion normal",
    ),
    (
        Says::Done,
        "done achieved complete completed closed finished success successful succeeded reached met accomplished resolved \
         shipped delivered merged hit pass passed \
         klar klart avslutad avslutat slutford slutfort uppnadd uppnatt genomford genomfort fardig fardigt \
         erledigt abgeschlossen erreicht fertig geschlossen valmis saavutettu suljettu ferdig fullfort fuldfort \
         oppnadd opnaet afsluttet lukket termine atteint acheve ferme hecho completado logrado terminado cerrado cumplido",
    ),
    (
        Says::Missed,
        "missed failed notachieved notmet partial partiallyachieved notsuccessful unsuccessful expired \
         ejuppnadd ejuppnatt intelyckats misslyckad misslyckat delvisuppnadd delvisuppnatt missat missad \
         verfehlt nichterreicht eisaavutettu ikkeoppnadd ikkeopnaet manque nonatteint nologrado fallido",
    ),
    (
        Says::Paused,
        "paused onhold hold postponed deferred parked suspended waiting snoozed \
         pausad pausat vilande parkerad uppskjuten uppskjutet vantar vantande pausiert angehalten zuruckgestellt \
         tauolla keskeytetty pauset pavent satpavent enpause suspendu enpausa pausado enespera",
    ),
    (
        Says::Abandoned,
        "abandoned cancelled canceled dropped discarded wontdo wontfix rejected removed archived stopped duplicate discontinued \
         avbruten avbrutet nedlagd nedlagt struken struket installd installt avvisad avvisat abgebrochen verworfen eingestellt \
         hylatty peruttu avbrutt forkastet annulleret opgivet abandonne annule abandonado cancelado descartado",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_people_mean() {
        let cases = [
            ("ON TRACK", Some(Says::OnTrack)),
            ("on_track", Some(Says::OnTrack)),
            ("onTrack", Some(Says::OnTrack)),
            ("Enligt plan", Some(Says::OnTrack)),
            ("i fas", Some(Says::OnTrack)),
            ("at-risk", Some(Says::AtRisk)),
            ("Försenad", Some(Says::AtRisk)),
            ("RED", Some(Says::OffTrack)),
            ("Röd", Some(Says::OffTrack)),
            ("Ro\u{308}d", Some(Says::OffTrack)),
            ("Ej påbörjad", Some(Says::NotBegun)),
            ("To Do", Some(Says::NotBegun)),
            ("Pågående", Some(Says::Ongoing)),
            ("In Progress", Some(Says::Ongoing)),
            ("Avslutad", Some(Says::Done)),
            ("Valmis", Some(Says::Done)),
            ("erledigt", Some(Says::Done)),
            ("NOTSUCCESSFUL", Some(Says::Missed)),
            ("On hold", Some(Says::Paused)),
            ("Cancelled", Some(Says::Abandoned)),
            ("Abandonné", Some(Says::Abandoned)),
            ("🟢", Some(Says::OnTrack)),
            ("🔴 ", Some(Says::OffTrack)),
            ("🟡 On track", Some(Says::OnTrack)),
            ("purple", None),
            ("", None),
            ("12", None),
        ];
        for (word, wanted) in cases {
            assert_eq!(says(word), wanted, "{word}");
        }
    }

    #[test]
    fn no_word_says_two_things() {
        let mut seen: Vec<(&str, Says)> = Vec::new();
        for (says, words) in TABLE {
            for word in words.split(' ').filter(|word| !word.is_empty()) {
                assert_eq!(word, fold(word), "folded");
                if let Some((_, other)) = seen.iter().find(|(known, other)| *known == word && other != says) {
                    panic!("{word} says {other:?} and {says:?}");
                }
                seen.push((word, *says));
            }
        }
    }
}
