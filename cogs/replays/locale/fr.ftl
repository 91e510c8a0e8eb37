cog-name = Rediffusions
cog-description = Des enregistrements, rediffusés sur une scène

command-replay = rediffusion
    .description = Rediffuser des enregistrements sur une scène
command-replay-play = lancer
    .description = Rediffuser un enregistrement dans le salon que vous animez, après ce qu'on y entend déjà
    .replay = enregistrement
    .replay-description = Lequel ; ceux que vous pouvez avoir sont proposés

replay-queued = { $ahead ->
        [0] **{ $topic }** est rediffusé maintenant.
        [one] **{ $topic }** est rediffusé après { $ahead } autre.
       *[other] **{ $topic }** est rediffusé après { $ahead } autres.
    } `/lecture liste` dit où l'on en est ; `/lecture pause`, `/lecture passer` et `/lecture arrêter` agissent dessus.
replay-topic = 📼 { $position } / { $length } · **{ $replay }** : { $topic }
card-replay = 📼 Rediffusion de **{ $topic }**, { $at }, en ce moment { $now }

no-such-replay = Aucun enregistrement de ce nom n'est là pour vous. Choisissez parmi ceux qui sont proposés.
