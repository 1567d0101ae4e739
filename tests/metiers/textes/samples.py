# ruff: noqa: E501 (a text is one line)
"""Two blocks as they stand in `fixtures/textes/`."""

ROOFER = """\
F1610 Couvreur(euse)
accroche: Tu montes sur les toits pour poser ou réparer les tuiles qui gardent les maisons au sec.
au quotidien: À huit heures, tu attaches ton harnais au faîte. Tu passes les tuiles de main en main. L’après-midi, le zinc chauffe.
tâches:
- Découper une ardoise au marteau pour une noue
- Souder une gouttière en zinc à l’étain
- Remplacer une tuile fendue après la grêle
- Poser des liteaux à l’écartement du modèle
- Bâcher une charpente avant l’orage
plaît:
- Voir loin, au-dessus des rues
- Laisser un toit droit pour cent ans
difficile:
- Le vide, le vent et les étés brûlants
- Les genoux pliés toute la journée
où: Toits de maisons, d’immeubles et de monuments
outils: marteau de couvreur ; harnais ; tire-clou
comme: zingueur ; toiturier
"""
BAKER = """\
D1102 Boulanger(ère)
accroche: Tu pétris, tu façonnes et tu cuis le pain que le quartier emporte encore tiède.
au quotidien: À trois heures du matin, le fournil est déjà chaud. Tu pèses la farine et tu lances le pétrin. À l’aube, tu enfournes à la pelle.
tâches:
- Peser farine, eau, sel et levain avant le pétrissage
- Façonner des baguettes à la main sans casser la pâte
- Lamer les pâtons d’un geste avant d’enfourner
- Surveiller la couleur de la croûte au four
- Rafraîchir le levain pour la nuit suivante
plaît:
- L’odeur du pain et les gens qui attendent la fournée
- Fabriquer de ses mains une chose utile chaque jour
difficile:
- Se lever quand les autres se couchent
- La chaleur, la farine et les sacs à porter
où: Boulangeries de quartier, supermarchés, fournils artisanaux
outils: pétrin ; lame ; four à sole
comme: mitron ; faiseur de pain
"""
