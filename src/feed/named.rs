//! What people call the fields that they make themselves in their tools, where a goal's measure stands in them.
//!
//! Names count by their letters alone, as words of status do. Knows no tool; a name that means a date in one tool and a
//! number in another ('start', 'end') is not in the table.

use super::vocabulary::fold;

/// What a field holds by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The value at the beginning.
    Start,
    /// The value to reach.
    Target,
    /// The value at present.
    Current,
    /// What is counted.
    Unit,
    /// How it goes.
    Health,
    /// The team.
    Team,
    /// The size of a piece of work.
    Points,
    /// The day it is due.
    End,
}

/// What a field of this name holds, if the name tells.
pub fn named(name: &str) -> Option<Named> {
    let folded = fold(name);
    TABLE.iter().find(|(_, words)| words.split(' ').any(|word| word == folded)).map(|(named, _)| *named)
}

/// Names by what they mean, folded.
const TABLE: &[(Named, &str)] = &[
    (
        Named::Start,
        "startvalue baseline startvarde utgangslage utgangsvarde startwert startverdi startvaerdi lahtoarvo",
    ),
    (Named::Target, "target targetvalue malvarde malniva zielwert maltall malverdi malvaerdi tavoitearvo"),
    (Named::Current, "current currentvalue actual actualvalue nuvarde nulage utfall istwert naverdi nuvaerdi nykyarvo"),
    (Named::Unit, "unit unitofmeasure enhet matenhet einheit enhed yksikko unite unidad"),
    (
        Named::Health,
        "health rag ragstatus statusrag confidence goalstatus halsa trafikljus malstatus konfidens tillforsikt",
    ),
    (Named::Team, "team teams lag tiimi equipe equipo"),
    (
        Named::Points,
        "storypoints storypointestimate storypoint storypointar storypointsestimate tarinapisteet puntosdehistoria",
    ),
    (Named::End, "targetend targetdate targetenddate enddate slutdatum maldatum enddatum zieldatum"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_what_people_mean() {
        let cases = [
            ("Target value", Some(Named::Target)),
            ("Målvärde", Some(Named::Target)),
            ("current_value", Some(Named::Current)),
            ("Utgångsläge", Some(Named::Start)),
            ("Story Points", Some(Named::Points)),
            ("RAG status", Some(Named::Health)),
            ("Start", None),
            ("Priority", None),
        ];
        for (name, wanted) in cases {
            assert_eq!(named(name), wanted, "{name}");
        }
        assert!(TABLE.iter().all(|(_, words)| words.split(' ').all(|word| word == fold(word))), "folded");
    }
}
