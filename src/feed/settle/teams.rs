//! The teams of all feeds: one for each name that is meant, a parent before its children.

use super::names::{Ids, Names, Sort};
use super::ties::Ties;
use super::{MOST, TITLE, Telling, text};
use crate::feed::Draft;
use crate::feed::draft::DraftTeam;
use crate::feed::notice::Problem;
use crate::goals::{Team, TeamId};

/// The teams so far, and what they are called.
#[derive(Default)]
pub(super) struct Teams {
    teams: Vec<Team>,
    /// Where the team lies that each lies in; those that are only named lie in none.
    parents: Vec<Option<usize>>,
    /// The feed that each was first named in.
    feeds: Vec<usize>,
    names: Names,
    ids: Ids,
    /// The feeds that list their teams.
    listing: Vec<usize>,
}

impl Teams {
    /// The teams that the feeds list.
    pub(super) fn of(drafts: &[Draft], feeds: &mut [Telling<'_>]) -> Teams {
        let mut teams = Teams::default();
        let mut seated: Vec<(usize, &DraftTeam, usize)> = Vec::new();
        for (feed, (draft, telling)) in drafts.iter().zip(feeds.iter_mut()).enumerate() {
            for team in &draft.teams {
                if let Some(place) = teams.list(feed, team, telling) {
                    seated.push((feed, team, place));
                }
            }
        }
        let parents: Vec<Option<usize>> = seated
            .iter()
            .map(|(feed, team, _)| {
                let word = team.parent.as_ref()?;
                teams.place(*feed, word, &team.at, feeds.get_mut(*feed)?)
            })
            .collect();
        let mut ties = Ties::new(teams.teams.len());
        for ((feed, team, place), parent) in seated.iter().zip(parents) {
            let Some(parent) = parent.filter(|_| ties.above(*place).is_empty()) else { continue };
            if !ties.add(*place, parent)
                && let Some(telling) = feeds.get_mut(*feed)
            {
                telling.tell(&team.at, Problem::Loop(team.parent.clone().unwrap_or_default()));
            }
        }
        for (below, above) in ties.cut_the_deep(teams.teams.len()) {
            let of = seated.iter().find(|(_, _, place)| *place == below);
            let name = teams.teams.get(above).map(|team| team.name.clone());
            if let Some((feed, team, _)) = of
                && let Some(telling) = feeds.get_mut(*feed)
            {
                telling.tell(&team.at, Problem::TiesTooDeep(name.unwrap_or_default()));
            }
        }
        teams.parents = (0..teams.teams.len()).map(|place| ties.above(place).first().copied()).collect();
        let ids: Vec<TeamId> = teams.teams.iter().map(|team| team.id.clone()).collect();
        for (team, parent) in teams.teams.iter_mut().zip(&teams.parents) {
            team.parent = parent.and_then(|parent| ids.get(parent).cloned());
        }
        teams
    }

    /// The id of the team that is meant by a word; one that is only named is made.
    pub(super) fn find(
        &mut self,
        feed: usize,
        word: Option<&String>,
        at: &str,
        feeds: &mut [Telling<'_>],
    ) -> Option<TeamId> {
        let place = self.place(feed, word?, at, feeds.get_mut(feed)?)?;
        self.teams.get(place).map(|team| team.id.clone())
    }

    /// All teams, a parent before its children, else in the order in which they were named.
    pub(super) fn in_order(self) -> Vec<Team> {
        let mut order: Vec<Team> = Vec::with_capacity(self.teams.len());
        let mut done = vec![false; self.teams.len()];
        for place in 0..self.teams.len() {
            let mut line = vec![place];
            while let Some(parent) = line.last().and_then(|last| self.parents.get(*last).copied().flatten()) {
                line.push(parent);
            }
            for place in line.into_iter().rev() {
                if let (Some(done @ false), Some(team)) = (done.get_mut(place), self.teams.get(place)) {
                    *done = true;
                    order.push(team.clone());
                }
            }
        }
        order
    }

    fn list(&mut self, feed: usize, team: &DraftTeam, telling: &mut Telling<'_>) -> Option<usize> {
        if self.listing.last() != Some(&feed) {
            self.listing.push(feed);
        }
        let id = team.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let named = telling.text(&team.at, team.name.as_ref(), TITLE);
        let Some(name) = named.or_else(|| Some(text::clean(id?, TITLE).text).filter(|name| !name.is_empty())) else {
            telling.tell(&team.at, Problem::NoTitle);
            return None;
        };
        // A team of this name in an earlier feed is this one.
        let same = self.names.find_name(&name).filter(|place| self.feeds.get(*place).is_some_and(|of| *of != feed));
        let place = match same {
            Some(place) => place,
            None => {
                let wanted = id.unwrap_or(&name);
                let (place, taken) = self.make(feed, wanted, &name, &team.at)?;
                if taken != wanted && id.is_some() {
                    telling.tell(&team.at, Problem::DoubledId(wanted.into()));
                }
                place
            }
        };
        if !team.at.is_empty() {
            self.names.add(feed, Sort::Place, &team.at, place);
        }
        self.names.add(feed, Sort::Id, id.unwrap_or_default(), place);
        self.names.add(feed, Sort::Name, &name, place);
        Some(place)
    }

    fn place(&mut self, feed: usize, word: &str, at: &str, telling: &mut Telling<'_>) -> Option<usize> {
        if let Some(place) = self.names.find(feed, word) {
            return Some(place);
        }
        let name = text::clean(word, TITLE).text;
        if name.is_empty() {
            return None;
        }
        if self.listing.contains(&feed) {
            telling.tell(at, Problem::Unknown(name.clone()));
        }
        let (place, _) = self.make(feed, &name, &name, "")?;
        self.names.add(feed, Sort::Name, &name, place);
        Some(place)
    }

    fn make(&mut self, feed: usize, id: &str, name: &str, at: &str) -> Option<(usize, String)> {
        let place = self.teams.len();
        if place >= MOST {
            return None;
        }
        let id = self.ids.take(id, at);
        self.teams.push(Team { id: TeamId::new(&id), name: name.into(), parent: None });
        self.feeds.push(feed);
        Some((place, id))
    }
}
