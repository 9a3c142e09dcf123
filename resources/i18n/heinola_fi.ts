<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fi" sourcelanguage="en">
<context>
    <name>@default</name>
    <message>
        <source>line {}</source>
        <translation>rivi {}</translation>
    </message>
    <message>
        <source>Layer “{}”</source>
        <translation>Taso ”{}”</translation>
    </message>
    <message>
        <source>field “{}”</source>
        <translation>kenttä ”{}”</translation>
    </message>
    <message>
        <source>value “{}”</source>
        <translation>arvo ”{}”</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategia</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Teollisuus</translation>
    </message>
    <message>
        <source>Shores and holiday housing</source>
        <translation>Rannat ja loma-asutus</translation>
    </message>
    <message>
        <source>Building rights</source>
        <translation>Rakennusoikeudet</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Pisteytys</translation>
    </message>
    <message>
        <source>Planning run</source>
        <translation>Kaavoitusajo</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Aineistot</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>Keskeytetty: mitään ei kirjoitettu.</translation>
    </message>
    <message>
        <source>Language of explanations</source>
        <translation>Perustelujen kieli</translation>
    </message>
    <message>
        <source>As QGIS</source>
        <translation>Sama kuin QGISin</translation>
    </message>
    <message>
        <source>Area: only parcels in it are judged</source>
        <translation>Alue: vain sen palstat arvioidaan</translation>
    </message>
    <message>
        <source>Optional.</source>
        <translation>Vapaaehtoinen.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Tulos</translation>
    </message>
    <message>
        <source>Source: {}</source>
        <translation>Lähde: {}</translation>
    </message>
    <message>
        <source>How the criteria are put together</source>
        <translation>Kriteerien yhdistämistapa</translation>
    </message>
    <message>
        <source>Weights, as id=number, …</source>
        <translation>Painot muodossa tunnus=luku, …</translation>
    </message>
    <message>
        <source>Criteria and their shares of the whole: {}</source>
        <translation>Kriteerit ja niiden osuus kokonaisuudesta: {}</translation>
    </message>
    <message>
        <source>Criteria file instead of the shipped one</source>
        <translation>Kriteeritiedosto mukana tulevan sijaan</translation>
    </message>
    <message>
        <source>weighted sum</source>
        <translation>painotettu summa</translation>
    </message>
    <message>
        <source>weighted product</source>
        <translation>painotettu tulo</translation>
    </message>
    <message>
        <source>ordered weighted average (OWA)</source>
        <translation>järjestyspainotettu keskiarvo (OWA)</translation>
    </message>
    <message>
        <source>TOPSIS</source>
        <translation>TOPSIS</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Palstat</translation>
    </message>
    <message>
        <source>Zoning in force</source>
        <translation>Voimassa olevat kaavat</translation>
    </message>
    <message>
        <source>Target areas of the strategy</source>
        <translation>Strategian kohdealueet</translation>
    </message>
    <message>
        <source>Laying the zoning over the strategy&apos;s targets</source>
        <translation>Verrataan kaavoja strategian tavoitteisiin</translation>
    </message>
    <message>
        <source>a key must be plain text</source>
        <translation>avaimen on oltava pelkkää tekstiä</translation>
    </message>
    <message>
        <source>all weights are 0</source>
        <translation>kaikki painot ovat 0</translation>
    </message>
    <message>
        <source>anchors and aliases are not allowed</source>
        <translation>ankkurit ja viittaukset eivät ole sallittuja</translation>
    </message>
    <message>
        <source>has no water areas; the shoreline is measured from polygons</source>
        <translation>ei sisällä vesialueita; rantaviiva mitataan aluekohteista</translation>
    </message>
    <message>
        <source>holds no layers that may be read</source>
        <translation>ei sisällä tasoja, jotka saa lukea</translation>
    </message>
    <message>
        <source>holds no map data</source>
        <translation>ei sisällä karttatietoa</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>on tyhjä</translation>
    </message>
    <message>
        <source>is given twice</source>
        <translation>on annettu kahdesti</translation>
    </message>
    <message>
        <source>is nested too deep</source>
        <translation>on liian monitasoinen</translation>
    </message>
    <message>
        <source>is no target area of the layer</source>
        <translation>ei ole tason kohdealue</translation>
    </message>
    <message>
        <source>is not UTF-8 text</source>
        <translation>ei ole UTF-8-tekstiä</translation>
    </message>
    <message>
        <source>is not a Finnish municipality code</source>
        <translation>ei ole suomalainen kuntanumero</translation>
    </message>
    <message>
        <source>is not a whole zip file</source>
        <translation>ei ole ehjä zip-tiedosto</translation>
    </message>
    <message>
        <source>must be a list of &apos;key: value&apos; lines</source>
        <translation>on oltava luettelo rivejä muodossa ”avain: arvo”</translation>
    </message>
    <message>
        <source>must be at least 1</source>
        <translation>on oltava vähintään 1</translation>
    </message>
    <message>
        <source>must hold numbers</source>
        <translation>on sisällettävä lukuja</translation>
    </message>
    <message>
        <source>must lie between 0 and 1</source>
        <translation>on oltava välillä 0–1</translation>
    </message>
    <message>
        <source>no feature lies in the area</source>
        <translation>alueella ei ole yhtään kohdetta</translation>
    </message>
    <message>
        <source>the case has neither parcels, plan units nor zoning: there is nothing to judge</source>
        <translation>tapauksessa ei ole palstoja, kaavayksiköitä eikä kaavoja: ei ole mitään arvioitavaa</translation>
    </message>
    <message>
        <source>the case has no target areas, so the area can&apos;t be found</source>
        <translation>tapauksessa ei ole kohdealueita, joten aluetta ei löydy</translation>
    </message>
    <message>
        <source>the coordinate system is not known and the coordinates fit none used in Finland; set it in the layer&apos;s properties</source>
        <translation>koordinaattijärjestelmä ei ole tiedossa eivätkä koordinaatit sovi mihinkään Suomessa käytettyyn; aseta se tason ominaisuuksissa</translation>
    </message>
    <message>
        <source>the coordinate system is not known; set it in the layer&apos;s properties</source>
        <translation>koordinaattijärjestelmä ei ole tiedossa; aseta se tason ominaisuuksissa</translation>
    </message>
    <message>
        <source>the coordinate system of the height grid is not known; set it in the layer&apos;s properties</source>
        <translation>korkeusmallin koordinaattijärjestelmä ei ole tiedossa; aseta se tason ominaisuuksissa</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>tiedostoa ei ole</translation>
    </message>
    <message>
        <source>Heinola planning</source>
        <translation>Heinolan kaavoitus</translation>
    </message>
    <message>
        <source>Practice municipality</source>
        <translation>Harjoituskunta</translation>
    </message>
    <message>
        <source>Invented data: no real property is shown. Next: the planning run.</source>
        <translation>Keksittyä aineistoa: todellisia kiinteistöjä ei näytetä. Seuraavaksi: kaavoitusajo.</translation>
    </message>
    <message>
        <source>Planning results</source>
        <translation>Kaavoitusajon tulokset</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Kysymykset</translation>
    </message>
    <message>
        <source>Open results…</source>
        <translation>Avaa tulokset…</translation>
    </message>
    <message>
        <source>Results of a planning run</source>
        <translation>Kaavoitusajon tulokset</translation>
    </message>
    <message>
        <source>QGIS project (*.qgz *.qgs)</source>
        <translation>QGIS-projekti (*.qgz *.qgs)</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Perustelu</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Sijoitus</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Tunnus</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Tila</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Pisteet</translation>
    </message>
    <message>
        <source>The results are ready.</source>
        <translation>Tulokset ovat valmiit.</translation>
    </message>
    <message>
        <source>Open the results</source>
        <translation>Avaa tulokset</translation>
    </message>
    <message>
        <source>Open the practice municipality</source>
        <translation>Avaa harjoituskunta</translation>
    </message>
    <message>
        <source>Planning run…</source>
        <translation>Kaavoitusajo…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Tulokset</translation>
    </message>
    <message>
        <source>Units with their right</source>
        <translation>Yksiköt ja niiden rakennusoikeus</translation>
    </message>
    <message>
        <source>Make a practice municipality</source>
        <translation>Tee harjoituskunta</translation>
    </message>
    <message>
        <source>Writes an invented municipality with parcels, plans, buildings, lakes, roads, protected areas and heights, in the layers, fields and codes of the real Finnish sources, with a case file for the planning run. Scale 1 has about 5 000 parcels. A few faults are planted for the data check to find.</source>
        <translation>Kirjoittaa keksityn kunnan palstoineen, kaavoineen, rakennuksineen, järvineen, teineen, suojelualueineen ja korkeuksineen oikeiden suomalaisten lähteiden tasoina, kenttinä ja koodeina sekä tapaustiedoston kaavoitusajoa varten. Mittakaavassa 1 on noin 5 000 palstaa. Aineistoon on piilotettu muutama virhe, jotka aineiston tarkistus löytää.</translation>
    </message>
    <message>
        <source>Scale (1 = about 5 000 parcels)</source>
        <translation>Mittakaava (1 = noin 5 000 palstaa)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Siemenluku</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Kansio</translation>
    </message>
    <message>
        <source>Case file</source>
        <translation>Tapaustiedosto</translation>
    </message>
    <message>
        <source>Shoreline holiday housing</source>
        <translation>Rantojen loma-asutus</translation>
    </message>
    <message>
        <source>Industrial reservation</source>
        <translation>Teollisuusvaraus</translation>
    </message>
    <message>
        <source>Judges parcels for an industrial reservation: size and shape, terrain, road distance to the motorway junction, rail and power, groundwater, protected areas, dwellings nearby, the plan in force. Adjoining candidates are joined to sites. A layer that isn&apos;t given leaves its evidence unknown, never good or bad.</source>
        <translation>Arvioi palstojen sopivuuden teollisuusvaraukseen: koko ja muoto, maasto, tiematka moottoritien liittymään, rautatie ja sähkö, pohjavesi, suojelualueet, lähiasutus, voimassa oleva kaava. Vierekkäiset ehdokkaat yhdistetään alueiksi. Jos tasoa ei anneta, sen tieto jää tuntemattomaksi, ei hyväksi eikä huonoksi.</translation>
    </message>
    <message>
        <source>Judged parcels</source>
        <translation>Arvioidut palstat</translation>
    </message>
    <message>
        <source>Sites of adjoining candidates</source>
        <translation>Vierekkäisten ehdokkaiden alueet</translation>
    </message>
    <message>
        <source>Downtown infill</source>
        <translation>Keskustan täydennysrakentaminen</translation>
    </message>
    <message>
        <source>Ranks plots for infill by their unused right, how little of it is used beside the neighbours of the same use, and the walk to the market square, services and stops. Vacant plots and apartment houses without a lift are marked. A protected building makes a plot conditional, whatever its score.</source>
        <translation>Asettaa tontit täydennysrakentamisen järjestykseen käyttämättömän rakennusoikeuden, saman käyttötarkoituksen naapureihin verratun käyttöasteen sekä torille, palveluihin ja pysäkeille olevan kävelymatkan mukaan. Tyhjät tontit ja hissittömät kerrostalot merkitään. Suojeltu rakennus tekee tontista ehdollisen pisteistä riippumatta.</translation>
    </message>
    <message>
        <source>Reads a case file, answers every question whose layers are there, lays the zoning over the strategy&apos;s targets, and writes a GeoPackage, a styled project, a map and a report into the folder. Files of the same names there are replaced when everything is ready; a cancelled or failed run changes nothing.</source>
        <translation>Lukee tapaustiedoston, vastaa jokaiseen kysymykseen, jonka tasot ovat saatavilla, vertaa kaavoja strategian tavoitteisiin ja kirjoittaa kansioon GeoPackagen, tyylitellyn projektin, kartan ja raportin. Samannimiset tiedostot korvataan vasta, kun kaikki on valmista; keskeytetty tai epäonnistunut ajo ei muuta mitään.</translation>
    </message>
    <message>
        <source>Names the layers by role, the strategy, and what differs from the shipped criteria.</source>
        <translation>Nimeää tasot rooleittain, strategian ja poikkeamat mukana tulevista kriteereistä.</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Tulosten kansio</translation>
    </message>
    <message>
        <source>Result layers</source>
        <translation>Tulostasot</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekti</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Kartta</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Raportti</translation>
    </message>
    <message>
        <source>Drawing the map and the report</source>
        <translation>Piirretään kartta ja raportti</translation>
    </message>
    <message>
        <source>Heinola planning: zoning, strategy, suitability</source>
        <translation>Heinolan kaavoitus: kaavat, strategia, soveltuvuus</translation>
    </message>
    <message>
        <source>Features to be judged</source>
        <translation>Arvioitavat kohteet</translation>
    </message>
    <message>
        <source>Criteria file (YAML or JSON)</source>
        <translation>Kriteeritiedosto (YAML tai JSON)</translation>
    </message>
    <message>
        <source>Fields, value curves, weights and constraints; docs/scoring.md tells its form.</source>
        <translation>Kentät, arvokäyrät, painot ja rajoitteet; muoto kerrotaan tiedostossa docs/scoring.md.</translation>
    </message>
    <message>
        <source>Instead of the file&apos;s; a criterion that isn&apos;t named keeps its own.</source>
        <translation>Tiedoston painojen sijaan; nimeämätön kriteeri pitää omansa.</translation>
    </message>
    <message>
        <source>Score parcels</source>
        <translation>Pisteytä palstat</translation>
    </message>
    <message>
        <source>Judges the features of a layer by a criteria file: status with reasons, score of 0–100, rank, and the points that each criterion gave, which add up to the score. An empty value counts neither as good nor as bad; completeness tells how much of the weight was known. All fields of the layer are kept.</source>
        <translation>Arvioi tason kohteet kriteeritiedoston mukaan: tila perusteluineen, pisteet 0–100, sijoitus ja kunkin kriteerin antamat pisteet, jotka summautuvat pisteiksi. Tyhjä arvo ei ole hyvä eikä huono; kattavuus kertoo, kuinka suuri osa painosta tunnettiin. Kaikki tason kentät säilyvät.</translation>
    </message>
    <message>
        <source>OWA: 0 = the worst value decides, 0.5 = weighted sum, 1 = the best value decides</source>
        <translation>OWA: 0 = huonoin arvo ratkaisee, 0,5 = painotettu summa, 1 = paras arvo ratkaisee</translation>
    </message>
    <message>
        <source>Scored features</source>
        <translation>Pisteytetyt kohteet</translation>
    </message>
    <message>
        <source>Rank stability</source>
        <translation>Sijoitusten vakaus</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>Arvontoja</translation>
    </message>
    <message>
        <source>How many are “the best”</source>
        <translation>Kuinka monta on ”parhaat”</translation>
    </message>
    <message>
        <source>How far a weight may move, as share of itself; empty = any weights at all</source>
        <translation>Kuinka paljon paino saa muuttua, osuutena itsestään; tyhjä = mitkä painot tahansa</translation>
    </message>
    <message>
        <source>Features with their rank intervals</source>
        <translation>Kohteet ja niiden sijoitusvälit</translation>
    </message>
    <message>
        <source>Weights by pairwise comparison (AHP)</source>
        <translation>Painot parivertailulla (AHP)</translation>
    </message>
    <message>
        <source>Works out weights from a matrix of pairwise judgements (Saaty): principal eigenvector and consistency ratio. Judgements that contradict each other (ratio above 0.10) are refused, and the one to mend is named.</source>
        <translation>Laskee painot parivertailumatriisista (Saaty): pääominaisvektori ja johdonmukaisuussuhde. Keskenään ristiriitaiset vertailut (suhde yli 0,10) hylätään, ja korjattava vertailu nimetään.</translation>
    </message>
    <message>
        <source>Matrix, row by row, comma-separated</source>
        <translation>Matriisi riveittäin, pilkuin erotettuna</translation>
    </message>
    <message>
        <source>Square, 1/3 allowed: 1, 1/2, 4, 2, 1, 7, 1/4, 1/7, 1</source>
        <translation>Neliömatriisi, 1/3 sallittu: 1, 1/2, 4, 2, 1, 7, 1/4, 1/7, 1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Painot</translation>
    </message>
    <message>
        <source>Consistency ratio</source>
        <translation>Johdonmukaisuussuhde</translation>
    </message>
    <message>
        <source>Judgement to look at first</source>
        <translation>Ensimmäiseksi tarkistettava vertailu</translation>
    </message>
    <message>
        <source>Strategy overlay</source>
        <translation>Kaavojen vertailu strategiaan</translation>
    </message>
    <message>
        <source>Cuts the zoning by the strategy&apos;s target areas and says of each piece which measures it advances or conflicts with; the pieces of a zone add up to the zone. The gap table compares what each measure wants with what is zoned; an amount that the strategy doesn&apos;t give stays empty.</source>
        <translation>Leikkaa kaavat strategian kohdealueilla ja kertoo kustakin palasta, mitä toimenpiteitä se edistää tai minkä kanssa se on ristiriidassa; alueen palat summautuvat alueeksi. Vajetaulukko vertaa toimenpiteen tavoitetta kaavoitettuun; määrä, jota strategia ei anna, jää tyhjäksi.</translation>
    </message>
    <message>
        <source>Strategy file</source>
        <translation>Strategiatiedosto</translation>
    </message>
    <message>
        <source>Measures with their target areas and plan codes; docs/strategy.md tells its form.</source>
        <translation>Toimenpiteet kohdealueineen ja kaavamerkintöineen; muoto kerrotaan tiedostossa docs/strategy.md.</translation>
    </message>
    <message>
        <source>Zoning by target</source>
        <translation>Kaavat tavoitteittain</translation>
    </message>
    <message>
        <source>Gaps of the targets</source>
        <translation>Tavoitteiden vajeet</translation>
    </message>
    <message>
        <source>Target area “{}” is not in the strategy.</source>
        <translation>Kohdealuetta ”{}” ei ole strategiassa.</translation>
    </message>
    <message>
        <source>Adding up the buildings</source>
        <translation>Lasketaan rakennukset yhteen</translation>
    </message>
    <message>
        <source>Checking shapes</source>
        <translation>Tarkistetaan muotoja</translation>
    </message>
    <message>
        <source>Checking the content</source>
        <translation>Tarkistetaan sisältöä</translation>
    </message>
    <message>
        <source>Comparing plan codes with the measures</source>
        <translation>Verrataan kaavamerkintöjä toimenpiteisiin</translation>
    </message>
    <message>
        <source>Counting the reserve</source>
        <translation>Lasketaan varantoa</translation>
    </message>
    <message>
        <source>Counting what is zoned and what is wanted</source>
        <translation>Lasketaan kaavoitettua ja tavoiteltua</translation>
    </message>
    <message>
        <source>Finding the coordinate system</source>
        <translation>Selvitetään koordinaattijärjestelmää</translation>
    </message>
    <message>
        <source>Finding the shores</source>
        <translation>Etsitään rannat</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>Etsitään kaksoiskappaleita</translation>
    </message>
    <message>
        <source>Looking for excluded shore</source>
        <translation>Etsitään pois luettavaa rantaa</translation>
    </message>
    <message>
        <source>Matching fields</source>
        <translation>Tunnistetaan kenttiä</translation>
    </message>
    <message>
        <source>Measuring the widths of water and land</source>
        <translation>Mitataan vesistön ja maan leveyksiä</translation>
    </message>
    <message>
        <source>Putting pieces together</source>
        <translation>Yhdistetään osia</translation>
    </message>
    <message>
        <source>Putting plan units together</source>
        <translation>Yhdistetään kaavayksiköitä</translation>
    </message>
    <message>
        <source>Putting the right of parcels together</source>
        <translation>Kootaan palstojen rakennusoikeutta</translation>
    </message>
    <message>
        <source>Reading permitted floor area</source>
        <translation>Luetaan sallittua kerrosalaa</translation>
    </message>
    <message>
        <source>Straightening the shores</source>
        <translation>Oiotaan rantoja</translation>
    </message>
    <message>
        <source>is no measure of the strategy with a target</source>
        <translation>ei ole strategian toimenpide, jolla on tavoite</translation>
    </message>
    <message>
        <source>is not a known source</source>
        <translation>ei ole tunnettu lähde</translation>
    </message>
    <message>
        <source>is not a number</source>
        <translation>ei ole luku</translation>
    </message>
    <message>
        <source>the layer has no such field</source>
        <translation>tasolla ei ole tällaista kenttää</translation>
    </message>
    <message>
        <source>has no plan objects</source>
        <translation>ei sisällä kaavakohteita</translation>
    </message>
    <message>
        <source>holds no plan: neither planObjects nor plan features</source>
        <translation>ei sisällä kaavaa: ei planObjects-kohteita eikä kaavakohteita</translation>
    </message>
    <message>
        <source>is nested too deep for a plan</source>
        <translation>on kaavaksi liian monitasoinen</translation>
    </message>
    <message>
        <source>is not a whole JSON file</source>
        <translation>ei ole ehjä JSON-tiedosto</translation>
    </message>
    <message>
        <source>the job has no weights</source>
        <translation>tehtävällä ei ole painoja</translation>
    </message>
    <message>
        <source>The Python package {} is missing, so the plugin can&apos;t run. Install it for QGIS&apos;s Python (Debian: apt install python3-shapely python3-scipy python3-yaml) and restart QGIS.</source>
        <translation>Python-paketti {} puuttuu, joten laajennus ei toimi. Asenna se QGISin Pythoniin (Debian: apt install python3-shapely python3-scipy python3-yaml) ja käynnistä QGIS uudelleen.</translation>
    </message>
    <message>
        <source>The plugin needs shapely 2 or newer, this QGIS has {}.</source>
        <translation>Laajennus tarvitsee shapelyn version 2 tai uudemman, tässä QGISissä on {}.</translation>
    </message>
    <message>
        <source>Shapely {} was built for a newer GEOS library than this QGIS has, and would crash it. Install an older one for QGIS&apos;s Python, such as shapely 2.0, and restart QGIS.</source>
        <translation>Shapely {} on käännetty uudemmalle GEOS-kirjastolle kuin tässä QGISissä on, ja se kaataisi QGISin. Asenna QGISin Pythoniin vanhempi, esimerkiksi shapely 2.0, ja käynnistä QGIS uudelleen.</translation>
    </message>
    <message>
        <source>Ranked plots</source>
        <translation>Tontit järjestyksessä</translation>
    </message>
    <message>
        <source>Apartment houses that could get a lift</source>
        <translation>Kerrostalot, joihin voisi rakentaa hissin</translation>
    </message>
    <message>
        <source>Cutting the buildable area</source>
        <translation>Rajataan rakennuskelpoista alaa</translation>
    </message>
    <message>
        <source>Measuring shore frontage</source>
        <translation>Mitataan rantaviivan pituutta</translation>
    </message>
    <message>
        <source>dividing the land</source>
        <translation>jaetaan maa palstoiksi</translation>
    </message>
    <message>
        <source>laying streets and roads</source>
        <translation>sijoitetaan kadut ja tiet</translation>
    </message>
    <message>
        <source>mapping nature and services</source>
        <translation>kartoitetaan luonto ja palvelut</translation>
    </message>
    <message>
        <source>must be a layer of polygons</source>
        <translation>on oltava aluekohteiden taso</translation>
    </message>
    <message>
        <source>shaping land and water</source>
        <translation>muotoillaan maa ja vedet</translation>
    </message>
    <message>
        <source>the seed is a whole number, 0 or more</source>
        <translation>siemenluku on kokonaisluku, vähintään 0</translation>
    </message>
    <message>
        <source>zoning and building</source>
        <translation>kaavoitetaan ja rakennetaan</translation>
    </message>
    <message>
        <source>PROMETHEE II</source>
        <translation>PROMETHEE II</translation>
    </message>
    <message>
        <source>Modified shoreline</source>
        <translation>Muunnettu rantaviiva</translation>
    </message>
    <message>
        <source>Water areas</source>
        <translation>Vesialueet</translation>
    </message>
    <message>
        <source>Shore that isn't counted (field “reason”)</source>
        <translation>Ranta, jota ei lueta (kenttä ”reason”)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Menetelmä</translation>
    </message>
    <message>
        <source>Each method&apos;s numbers and their sources stand in resources/methods/shoreline_v1.yaml and its like.</source>
        <translation>Menetelmien luvut lähteineen ovat tiedostoissa resources/methods/shoreline_v1.yaml ja sen rinnalla.</translation>
    </message>
    <message>
        <source>Straightening tolerance (m), empty = the method&apos;s</source>
        <translation>Suoristuksen toleranssi (m), tyhjä = menetelmän oma</translation>
    </message>
    <message>
        <source>How often widths are measured (m), empty = the method&apos;s</source>
        <translation>Leveyksien mittausväli (m), tyhjä = menetelmän oma</translation>
    </message>
    <message>
        <source>as the method says</source>
        <translation>menetelmän mukaan</translation>
    </message>
    <message>
        <source>the lower of the two</source>
        <translation>pienempi kertoimista</translation>
    </message>
    <message>
        <source>the product of the two</source>
        <translation>kertoimien tulo</translation>
    </message>
    <message>
        <source>Where both water and land are narrow</source>
        <translation>Kun sekä vesi että maa ovat kapeita</translation>
    </message>
    <message>
        <source>Pieces of shore</source>
        <translation>Rantaviivan osat</translation>
    </message>
    <message>
        <source>Water bodies</source>
        <translation>Vesistöt</translation>
    </message>
    <message>
        <source>Cross-sections that were measured</source>
        <translation>Mitatut poikkileikkaukset</translation>
    </message>
    <message>
        <source>Real shoreline (m)</source>
        <translation>Todellinen rantaviiva (m)</translation>
    </message>
    <message>
        <source>Straightened shoreline (m)</source>
        <translation>Suoristettu rantaviiva (m)</translation>
    </message>
    <message>
        <source>Modified shoreline (m)</source>
        <translation>Muunnettu rantaviiva (m)</translation>
    </message>
    <message>
        <source>Check data</source>
        <translation>Tarkista aineisto</translation>
    </message>
    <message>
        <source>Finds out what a layer is, where its coordinates are and which field holds what, and gives it in the form that the other algorithms read. Rows that can&apos;t be used come as a layer of their own with the reason; the report says what the findings mean for the results. Rows read = rows kept + rows rejected.</source>
        <translation>Selvittää, mikä taso on, missä sen koordinaatit ovat ja mikä kenttä sisältää mitäkin, ja antaa tason muodossa, jota muut työkalut lukevat. Rivit, joita ei voi käyttää, tulevat omaksi tasokseen syineen; raportti kertoo, mitä havainnot merkitsevät tuloksille. Luettuja rivejä = hyväksyttyjä + hylättyjä.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Taso</translation>
    </message>
    <message>
        <source>What the layer is</source>
        <translation>Mikä taso on</translation>
    </message>
    <message>
        <source>Recognise it</source>
        <translation>Tunnista</translation>
    </message>
    <message>
        <source>Municipality code</source>
        <translation>Kuntanumero</translation>
    </message>
    <message>
        <source>Tells where the coordinates ought to be. Empty: anywhere in Finland.</source>
        <translation>Kertoo, missä koordinaattien pitäisi olla. Tyhjä: missä tahansa Suomessa.</translation>
    </message>
    <message>
        <source>Coordinate system, where you know better</source>
        <translation>Koordinaattijärjestelmä, jos tiedät paremmin</translation>
    </message>
    <message>
        <source>Otherwise what the layer says is compared with where its coordinates lie.</source>
        <translation>Muuten tason ilmoittamaa verrataan siihen, missä sen koordinaatit ovat.</translation>
    </message>
    <message>
        <source>With them, buildings in no parcel or on two are counted, and rows without a shape are placed.</source>
        <translation>Niiden avulla lasketaan rakennukset, jotka eivät ole millään palstalla tai ovat kahdella, ja sijoitetaan rivit, joilla ei ole geometriaa.</translation>
    </message>
    <message>
        <source>Parcels, for buildings and plan units</source>
        <translation>Palstat, rakennuksia ja kaavayksiköitä varten</translation>
    </message>
    <message>
        <source>project&apos;s choice</source>
        <translation>tämän hankkeen valinta</translation>
    </message>
    <message>
        <source>Checked layer</source>
        <translation>Tarkistettu taso</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Hylätyt rivit</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>HTML-tiedostot (*.html)</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Luettuja rivejä</translation>
    </message>
    <message>
        <source>Rows kept</source>
        <translation>Hyväksyttyjä rivejä</translation>
    </message>
    <message>
        <source>Rows rejected</source>
        <translation>Hylättyjä rivejä</translation>
    </message>
    <message>
        <source>Rows repaired</source>
        <translation>Korjattuja rivejä</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rooli</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>Koordinaattijärjestelmä</translation>
    </message>
    <message>
        <source>Recognised source</source>
        <translation>Tunnistettu lähde</translation>
    </message>
    <message>
        <source>The parcels were not needed: the layer holds neither buildings nor plan units.</source>
        <translation>Palstoja ei tarvittu: tasolla ei ole rakennuksia eikä kaavayksiköitä.</translation>
    </message>
    <message>
        <source>{name}: {role}, {crs}</source>
        <translation>{name}: {role}, {crs}</translation>
    </message>
    <message>
        <source>A repair may change an area by less than this share</source>
        <translation>Korjaus saa muuttaa pinta-alaa alle tämän osuuden</translation>
    </message>
    <message>
        <source>Farther than this from the municipality is a wrong place (km)</source>
        <translation>Tätä kauempana kunnasta sijainti on väärä (km)</translation>
    </message>
    <message>
        <source>Up to this share of rows far away they are strays; more, and the layer covers more</source>
        <translation>Kaukana olevat rivit ovat harhapisteitä tähän osuuteen asti; sitä suurempi osuus tarkoittaa, että taso kattaa laajemman alueen</translation>
    </message>
    <message>
        <source>Smaller overlaps of plan areas are digitising (m²)</source>
        <translation>Tätä pienemmät kaava-alueiden päällekkäisyydet ovat digitointivirhettä (m²)</translation>
    </message>
    <message>
        <source>Smaller gaps between plan areas are digitising (m²)</source>
        <translation>Tätä pienemmät kaava-alueiden väliset raot ovat digitointivirhettä (m²)</translation>
    </message>
    <message>
        <source>Larger holes between plan areas are land outside the plan (m²)</source>
        <translation>Tätä suuremmat aukot kaava-alueiden välissä ovat kaavan ulkopuolista maata (m²)</translation>
    </message>
    <message>
        <source>Register area and drawn area may differ by this share</source>
        <translation>Rekisteripinta-ala ja piirretty ala saavat erota tämän osuuden</translation>
    </message>
    <message>
        <source>A building stands on a second parcel from this share of its footprint</source>
        <translation>Rakennus on toisellakin palstalla, kun siellä on pohja-alasta vähintään tämä osuus</translation>
    </message>
    <message>
        <source>… and from this area (m²)</source>
        <translation>… ja vähintään tämä ala (m²)</translation>
    </message>
    <message>
        <source>Adding up per estate</source>
        <translation>Lasketaan yhteen emätiloittain</translation>
    </message>
    <message>
        <source>Counting free shore</source>
        <translation>Lasketaan vapaata rantaa</translation>
    </message>
    <message>
        <source>Counting used rights</source>
        <translation>Lasketaan käytettyjä oikeuksia</translation>
    </message>
    <message>
        <source>Finding whose shore it is</source>
        <translation>Selvitetään, kenen ranta on</translation>
    </message>
    <message>
        <source>isn&apos;t a modified shoreline: a column is missing</source>
        <translation>ei ole muunnettu rantaviiva: sarake puuttuu</translation>
    </message>
    <message>
        <source>no parcel has this id, and the site doesn&apos;t lie on one; correct the id or draw the site</source>
        <translation>millään palstalla ei ole tätä tunnusta eikä rakennuspaikka ole palstalla; korjaa tunnus tai piirrä rakennuspaikka</translation>
    </message>
    <message>
        <source>the zones need a column with the norm</source>
        <translation>vyöhykkeiltä puuttuu mitoitusnormin sarake</translation>
    </message>
    <message>
        <source>there is no such field</source>
        <translation>kenttää ei ole</translation>
    </message>
    <message>
        <source>there is no such water body</source>
        <translation>vesistöä ei ole</translation>
    </message>
    <message>
        <source>Cutting the shore zone</source>
        <translation>Rajataan rantavyöhyke</translation>
    </message>
    <message>
        <source>Cutting what can&apos;t be built</source>
        <translation>Leikataan pois se, mille ei voi rakentaa</translation>
    </message>
    <message>
        <source>a comparison needs at least one scenario, and each its own name</source>
        <translation>vertailussa on oltava vähintään yksi vaihtoehto, ja jokaisella oma nimi</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>Luettava tieto</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Kenttä</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Esimerkki</translation>
    </message>
    <message>
        <source>Fields of the layer</source>
        <translation>Tason kentät</translation>
    </message>
    <message>
        <source>Choose a layer above to see its fields.</source>
        <translation>Valitse yllä oleva taso, niin näet sen kentät.</translation>
    </message>
    <message>
        <source>{layer}: two fields fit as well, choose: {columns}</source>
        <translation>{layer}: kaksi kenttää sopii yhtä hyvin, valitse: {columns}</translation>
    </message>
    <message>
        <source>{}: which field holds what</source>
        <translation>{}: mitä kussakin kentässä on</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ei mikään</translation>
    </message>
    <message>
        <source>Sureness</source>
        <translation>Varmuus</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>Tunnistettu aineistoksi</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Koordinaatisto</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Kohteita</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Huomautus</translation>
    </message>
    <message>
        <source>Layers found</source>
        <translation>Löytyneet tasot</translation>
    </message>
    <message>
        <source>Role of {}</source>
        <translation>Tason {} rooli</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>ei käytetä</translation>
    </message>
    <message>
        <source>Fits as well: {}</source>
        <translation>Sopii myös: {}</translation>
    </message>
    <message>
        <source>Perhaps {}: choose</source>
        <translation>Ehkä {}: valitse</translation>
    </message>
    <message>
        <source>Another layer is taken as {}</source>
        <translation>Rooliin {} on otettu toinen taso</translation>
    </message>
    <message>
        <source>As you chose before</source>
        <translation>Kuten valitsit aiemmin</translation>
    </message>
    <message>
        <source>Is copied beside the project</source>
        <translation>Kopioidaan hankkeen kansioon</translation>
    </message>
    <message>
        <source>What is missing, and what it costs</source>
        <translation>Mitä puuttuu ja mihin se vaikuttaa</translation>
    </message>
    <message>
        <source>{}: can’t be answered without it</source>
        <translation>{}: ei voida arvioida ilman tätä</translation>
    </message>
    <message>
        <source>{}: {} of the weight stays unknown ({})</source>
        <translation>{}: {} painosta jää tuntemattomaksi ({})</translation>
    </message>
    <message>
        <source>{}: must be looked into by hand ({})</source>
        <translation>{}: selvitettävä erikseen ({})</translation>
    </message>
    <message>
        <source>{}: what is used of the right stays unknown</source>
        <translation>{}: käytetty kerrosala jää tuntemattomaksi</translation>
    </message>
    <message>
        <source>New planning project</source>
        <translation>Uusi kaavoitushanke</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Mitä puuttuu</translation>
    </message>
    <message>
        <source>Choose where the data lie.</source>
        <translation>Valitse, missä aineisto on.</translation>
    </message>
    <message>
        <source>Data from:</source>
        <translation>Aineisto:</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Kansio…</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Tiedostot…</translation>
    </message>
    <message>
        <source>Layers of the open project</source>
        <translation>Avoimen projektin tasot</translation>
    </message>
    <message>
        <source>PostGIS database</source>
        <translation>PostGIS-tietokanta</translation>
    </message>
    <message>
        <source>Municipality:</source>
        <translation>Kunta:</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Kunta</translation>
    </message>
    <message>
        <source>Shown on maps and reports</source>
        <translation>Näkyy kartoissa ja raporteissa</translation>
    </message>
    <message>
        <source>Folder of the project</source>
        <translation>Hankkeen kansio</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Otsikko</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Keskeytä</translation>
    </message>
    <message>
        <source>Make the project</source>
        <translation>Luo hanke</translation>
    </message>
    <message>
        <source>Folder of the data</source>
        <translation>Aineiston kansio</translation>
    </message>
    <message>
        <source>Data files</source>
        <translation>Aineistotiedostot</translation>
    </message>
    <message>
        <source>The open project has no layers that could be used.</source>
        <translation>Avoimessa projektissa ei ole tasoja, joita voisi käyttää.</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connections yet</source>
        <translation>QGISissä ei ole vielä PostgreSQL-yhteyksiä</translation>
    </message>
    <message>
        <source>Looking at the data…</source>
        <translation>Tunnistetaan aineistoa…</translation>
    </message>
    <message>
        <source>Looking at the data… {} layers</source>
        <translation>Tunnistetaan aineistoa… tasoja {}</translation>
    </message>
    <message>
        <source>{} layers found, {} of them with a role.</source>
        <translation>Tasoja löytyi {}, ja niistä {} sai roolin.</translation>
    </message>
    <message>
        <source>Look at the {} layers with a note in bold: something else fits as well.</source>
        <translation>Tarkista lihavoidut huomautukset ({}): jokin muukin sopii.</translation>
    </message>
    <message>
        <source>The folder has a planning project already. Replace its case file and project?</source>
        <translation>Kansiossa on jo kaavoitushanke. Korvataanko sen tapaustiedosto ja projekti?</translation>
    </message>
    <message>
        <source>Copying layers…</source>
        <translation>Kopioidaan tasoja…</translation>
    </message>
    <message>
        <source>Recognising data</source>
        <translation>Aineiston tunnistus</translation>
    </message>
    <message>
        <source>Copying layers</source>
        <translation>Tasojen kopiointi</translation>
    </message>
    <message>
        <source>New planning project…</source>
        <translation>Uusi kaavoitushanke…</translation>
    </message>
    <message>
        <source>has no shore: all of its border is the edge of the data or of other water</source>
        <translation>ei ole rantaa: sen raja on kokonaan aineiston tai toisen vesialueen reunaa</translation>
    </message>
    <message>
        <source>What can be answered</source>
        <translation>Mihin aineisto riittää</translation>
    </message>
    <message>
        <source>can’t be answered, missing: {}</source>
        <translation>ei voida arvioida, puuttuu: {}</translation>
    </message>
    <message>
        <source>nothing can be known</source>
        <translation>mitään ei voida tietää</translation>
    </message>
    <message>
        <source>all of the evidence can be known</source>
        <translation>kaikki tarvittavat tiedot voidaan tuntea</translation>
    </message>
    <message>
        <source>at most {} of the evidence can be known</source>
        <translation>tiedoista voidaan tuntea enintään {}</translation>
    </message>
    <message>
        <source>Map data ({})</source>
        <translation>Paikkatietoaineisto ({})</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connection of this name</source>
        <translation>QGISissä ei ole tämän nimistä PostgreSQL-yhteyttä</translation>
    </message>
    <message>
        <source>Writing the result layers</source>
        <translation>Kirjoitetaan tulostasot</translation>
    </message>
    <message>
        <source>can&apos;t be added to the project</source>
        <translation>ei voi lisätä projektiin</translation>
    </message>
    <message>
        <source>can&apos;t be opened</source>
        <translation>ei voi avata</translation>
    </message>
    <message>
        <source>could not be written</source>
        <translation>kirjoittaminen epäonnistui</translation>
    </message>
    <message>
        <source>doesn&apos;t reach the area</source>
        <translation>ei ulotu alueelle</translation>
    </message>
    <message>
        <source>has no features</source>
        <translation>tasossa ei ole kohteita</translation>
    </message>
    <message>
        <source>holds points, lines and areas mixed</source>
        <translation>sisältää pisteitä, viivoja ja alueita sekaisin</translation>
    </message>
    <message>
        <source>must have square cells</source>
        <translation>rasterin ruutujen on oltava neliöitä</translation>
    </message>
    <message>
        <source>the coordinate system is not known</source>
        <translation>koordinaattijärjestelmä ei ole tiedossa</translation>
    </message>
    <message>
        <source>the database can&apos;t be read</source>
        <translation>tietokantaa ei voi lukea</translation>
    </message>
    <message>
        <source>the layer can&apos;t be opened</source>
        <translation>tasoa ei voi avata</translation>
    </message>
    <message>
        <source>the layer has none of the criteria&apos;s fields</source>
        <translation>tasossa ei ole yhtään kriteerien kenttää</translation>
    </message>
    <message>
        <source>the result can&apos;t be opened</source>
        <translation>tulosta ei voi avata</translation>
    </message>
    <message>
        <source>the table can&apos;t be opened</source>
        <translation>taulua ei voi avata</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Peruuta</translation>
    </message>
    <message>
        <source>Conflicts between aims</source>
        <translation>Tavoitteiden ristiriidat</translation>
    </message>
    <message>
        <source>Lays result layers over each other and over the zoning, and says where two aims want the same ground: industry against recreation or holiday housing, infill against heritage. Each piece tells how large it is and what each aim would lose of its points and of its hectares, building places or floor area. Which pairs are looked at is in resources/methods/conflicts.yaml. It is a comparison, not a decision.</source>
        <translation>Asettaa tulostasot päällekkäin ja kaavan päälle ja kertoo, missä kaksi tavoitetta haluaa saman maan: teollisuus ja virkistys tai loma-asuminen, täydennysrakentaminen ja kulttuuriympäristö. Jokaisesta palasta kerrotaan koko ja se, mitä kumpikin tavoite menettäisi pisteistään ja hehtaareistaan, rakennuspaikoistaan tai kerrosalastaan. Tarkasteltavat parit ovat tiedostossa resources/methods/conflicts.yaml. Tulos on vertailu, ei päätös.</translation>
    </message>
    <message>
        <source>Result of the industrial reservation</source>
        <translation>Teollisuusvarauksen tulos</translation>
    </message>
    <message>
        <source>Result of holiday housing</source>
        <translation>Ranta-alueen loma-asumisen tulos</translation>
    </message>
    <message>
        <source>Result of infill</source>
        <translation>Täydennysrakentamisen tulos</translation>
    </message>
    <message>
        <source>Built heritage areas</source>
        <translation>Rakennetun kulttuuriympäristön alueet</translation>
    </message>
    <message>
        <source>Plan units with their protection</source>
        <translation>Kaavayksiköt suojelumerkintöineen</translation>
    </message>
    <message>
        <source>Further layers that want ground</source>
        <translation>Muita maata tavoittelevia tasoja</translation>
    </message>
    <message>
        <source>Each is compared with every aim above; with a field “score”, only rows that have one.</source>
        <translation>Kutakin verrataan kaikkiin edellisiin; jos tasolla on kenttä ”score”, vain pisteet saaneet kohteet.</translation>
    </message>
    <message>
        <source>Counting permitted and used building right</source>
        <translation>Lasketaan sallittua ja käytettyä rakennusoikeutta</translation>
    </message>
    <message>
        <source>Counting shore rights per original estate</source>
        <translation>Lasketaan rantarakennusoikeuksia emätiloittain</translation>
    </message>
    <message>
        <source>Judging parcels for the industrial reservation</source>
        <translation>Arvioidaan palstoja teollisuusvarausta varten</translation>
    </message>
    <message>
        <source>Looking for aims that want the same ground</source>
        <translation>Etsitään tavoitteita, jotka haluavat saman maan</translation>
    </message>
    <message>
        <source>Looking for shore parcels for holiday housing</source>
        <translation>Etsitään rantapalstoja loma-asumiseen</translation>
    </message>
    <message>
        <source>Measuring the modified shoreline</source>
        <translation>Mitataan muunnettua rantaviivaa</translation>
    </message>
    <message>
        <source>Ranking plots for infill</source>
        <translation>Asetetaan tontteja järjestykseen täydennysrakentamista varten</translation>
    </message>
    <message>
        <source>Reading and checking the layers</source>
        <translation>Luetaan ja tarkistetaan tasoja</translation>
    </message>
    <message>
        <source>a shoreline method has no parameter {}</source>
        <translation>rantaviivamenetelmässä ei ole parametria {}</translation>
    </message>
    <message>
        <source>at least two layers must be given</source>
        <translation>anna vähintään kaksi tasoa</translation>
    </message>
    <message>
        <source>can&apos;t be opened as map data: {}</source>
        <translation>ei voi avata paikkatietona: {}</translation>
    </message>
    <message>
        <source>can&apos;t be read ({})</source>
        <translation>ei voi lukea ({})</translation>
    </message>
    <message>
        <source>can&apos;t be read: {}</source>
        <translation>ei voi lukea: {}</translation>
    </message>
    <message>
        <source>can&apos;t be written: {}</source>
        <translation>ei voi kirjoittaa: {}</translation>
    </message>
    <message>
        <source>combine is {0!r}; it must be one of {1}</source>
        <translation>combine on {0!r}; sen on oltava jokin näistä: {1}</translation>
    </message>
    <message>
        <source>compares {0} criteria; {1} is the most</source>
        <translation>vertaa {0} kriteeriä; enintään {1} on mahdollista</translation>
    </message>
    <message>
        <source>constraint {} compares numbers with text</source>
        <translation>rajoite {} vertaa lukuja tekstiin</translation>
    </message>
    <message>
        <source>could not be written: {}</source>
        <translation>ei voitu kirjoittaa: {}</translation>
    </message>
    <message>
        <source>criterion {!r} is given twice</source>
        <translation>kriteeri {!r} on annettu kahdesti</translation>
    </message>
    <message>
        <source>ends too early: {0} bytes of {1}</source>
        <translation>loppuu kesken: {0} tavua {1} tavusta</translation>
    </message>
    <message>
        <source>give an amount for each area: {{{}}}</source>
        <translation>anna määrä jokaiselle alueelle: {{{}}}</translation>
    </message>
    <message>
        <source>give fields or layers, else nothing tells the layer</source>
        <translation>anna kenttiä tai tasoja: muuten mikään ei kerro, mikä taso on</translation>
    </message>
    <message>
        <source>give one of field, value and layer</source>
        <translation>anna yksi näistä: field, value, layer</translation>
    </message>
    <message>
        <source>has heights in {0}, layer &apos;{1}&apos; in {2}: heights are not converted, give both in one system</source>
        <translation>sisältää korkeuksia järjestelmässä {0}, taso ”{1}” järjestelmässä {2}: korkeuksia ei muunneta, anna molemmat samassa järjestelmässä</translation>
    </message>
    <message>
        <source>has no criteria</source>
        <translation>ei sisällä kriteerejä</translation>
    </message>
    <message>
        <source>has no layer &apos;{0}&apos;; it has {1}</source>
        <translation>ei sisällä tasoa ”{0}”; siinä ovat {1}</translation>
    </message>
    <message>
        <source>has several target areas ({}), so its candidates must have places</source>
        <translation>sisältää useita kohdealueita ({}), joten ehdokkailla on oltava paikat</translation>
    </message>
    <message>
        <source>has too few pairs</source>
        <translation>sisältää liian vähän pareja</translation>
    </message>
    <message>
        <source>has {0} different reasons, at most {1} are kept apart; give kinds, not names</source>
        <translation>sisältää {0} eri syytä, enintään {1} voidaan pitää erillään; anna lajit, ei nimiä</translation>
    </message>
    <message>
        <source>has {} numbers, which is no square matrix</source>
        <translation>sisältää {} lukua, joista ei tule neliömatriisia</translation>
    </message>
    <message>
        <source>is larger than the {} bytes a plan file may have</source>
        <translation>on suurempi kuin {} tavua, jotka kaavatiedostossa saa olla</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>puuttuu</translation>
    </message>
    <message>
        <source>is no result of a planning run: a column is missing</source>
        <translation>ei ole suunnitteluajon tulos: sarake puuttuu</translation>
    </message>
    <message>
        <source>is not YAML ({})</source>
        <translation>ei ole YAML-muotoa ({})</translation>
    </message>
    <message>
        <source>is not a column of {}</source>
        <translation>ei ole roolin {} sarake</translation>
    </message>
    <message>
        <source>is not a criterion of {}</source>
        <translation>ei ole tiedoston {} kriteeri</translation>
    </message>
    <message>
        <source>is not a job; jobs are {}</source>
        <translation>ei ole tehtävä; tehtävät ovat {}</translation>
    </message>
    <message>
        <source>is not a known key</source>
        <translation>on tuntematon avain</translation>
    </message>
    <message>
        <source>is not a known key; did you mean {!r}?</source>
        <translation>on tuntematon avain; tarkoititko {!r}?</translation>
    </message>
    <message>
        <source>is not a parameter of shore rights</source>
        <translation>ei ole rantarakennusoikeuden parametri</translation>
    </message>
    <message>
        <source>is not a parameter of {0}: {1}</source>
        <translation>ei ole tiedoston {0} parametri: {1}</translation>
    </message>
    <message>
        <source>is not a parameter; there are {}</source>
        <translation>ei ole parametri; parametrit ovat {}</translation>
    </message>
    <message>
        <source>is not a pattern: {}</source>
        <translation>ei ole säännöllinen lauseke: {}</translation>
    </message>
    <message>
        <source>is not a result of a job: it has no such field</source>
        <translation>ei ole tulostaso: kenttää ei ole</translation>
    </message>
    <message>
        <source>is not a role; roles are {}</source>
        <translation>ei ole rooli; roolit ovat {}</translation>
    </message>
    <message>
        <source>is not one of {}</source>
        <translation>ei ole mikään näistä: {}</translation>
    </message>
    <message>
        <source>is {0} bytes, more than the {1} a policy file may have</source>
        <translation>on {0} tavua, enemmän kuin {1}, jotka ohjaustiedostossa saa olla</translation>
    </message>
    <message>
        <source>it looks like {}, which no job reads; choose its role</source>
        <translation>se näyttää aineistolta {}, jota mikään tehtävä ei lue; valitse sen rooli</translation>
    </message>
    <message>
        <source>its metadata could not be written: {}</source>
        <translation>metatietoja ei voitu kirjoittaa: {}</translation>
    </message>
    <message>
        <source>measure {} has no area</source>
        <translation>toimenpiteellä {} ei ole aluetta</translation>
    </message>
    <message>
        <source>measure {} is not spatial, so it can&apos;t have a target</source>
        <translation>toimenpide {} ei ole alueellinen, joten sillä ei voi olla tavoitetta</translation>
    </message>
    <message>
        <source>measure {} is spatial, so it needs a target</source>
        <translation>toimenpide {} on alueellinen, joten se tarvitsee tavoitteen</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>on oltava luettelo</translation>
    </message>
    <message>
        <source>must be a list for &apos;in&apos;</source>
        <translation>on oltava luettelo, kun ehto on ”in”</translation>
    </message>
    <message>
        <source>must be a number from {0:g} to {1:g}</source>
        <translation>on oltava luku väliltä {0:g}–{1:g}</translation>
    </message>
    <message>
        <source>must be id=number, …, with ids {}</source>
        <translation>on oltava muotoa tunnus=luku, …; tunnukset ovat {}</translation>
    </message>
    <message>
        <source>must be in growing order</source>
        <translation>on oltava kasvavassa järjestyksessä</translation>
    </message>
    <message>
        <source>must be one of {}</source>
        <translation>on oltava jokin näistä: {}</translation>
    </message>
    <message>
        <source>must be text</source>
        <translation>on oltava tekstiä</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>on oltava true tai false</translation>
    </message>
    <message>
        <source>must be {0:g}-{1:g}</source>
        <translation>on oltava {0:g}–{1:g}</translation>
    </message>
    <message>
        <source>must differ from &apos;full&apos;</source>
        <translation>on oltava eri kuin ”full”</translation>
    </message>
    <message>
        <source>must not be above &apos;strict&apos;</source>
        <translation>ei saa olla suurempi kuin ”strict”</translation>
    </message>
    <message>
        <source>names a connection of QGIS or service=NAME; a password must not stand in a file</source>
        <translation>on QGISin yhteyden nimi tai service=NIMI; salasana ei saa olla tiedostossa</translation>
    </message>
    <message>
        <source>needs at least one regulation code</source>
        <translation>tarvitsee vähintään yhden kaavamääräyksen koodin</translation>
    </message>
    <message>
        <source>needs from, to or both</source>
        <translation>tarvitsee alun (from), lopun (to) tai molemmat</translation>
    </message>
    <message>
        <source>nothing known fits it; choose its role</source>
        <translation>mikään tunnettu aineisto ei vastaa sitä; valitse sen rooli</translation>
    </message>
    <message>
        <source>row {0}, column {1} is not a number like 3, 0.5 or 1/3</source>
        <translation>rivi {0}, sarake {1} ei ole luku kuten 3, 0.5 tai 1/3</translation>
    </message>
    <message>
        <source>row {0}, column {1} is outside 1/9-9</source>
        <translation>rivi {0}, sarake {1} ei ole väliltä 1/9–9</translation>
    </message>
    <message>
        <source>row {0}, column {1} says {2}, so row {1}, column {0} must say {3}, not {4}</source>
        <translation>rivillä {0}, sarakkeessa {1} on {2}, joten rivillä {1}, sarakkeessa {0} on oltava {3}, ei {4}</translation>
    </message>
    <message>
        <source>row {} doesn&apos;t compare its criterion with itself as 1</source>
        <translation>rivi {} ei vertaa kriteeriä itseensä arvolla 1</translation>
    </message>
    <message>
        <source>signature {!r} is there twice</source>
        <translation>tunniste {!r} on kahdesti</translation>
    </message>
    <message>
        <source>tag {} is not allowed</source>
        <translation>YAML-tagi {} ei ole sallittu</translation>
    </message>
    <message>
        <source>the case has no {}, which the job needs</source>
        <translation>tapauksesta puuttuu {}, jota tehtävä tarvitsee</translation>
    </message>
    <message>
        <source>the criteria file {} must have this parameter</source>
        <translation>kriteeritiedostossa {} on oltava tämä parametri</translation>
    </message>
    <message>
        <source>the id is there twice, so the runs can&apos;t be matched</source>
        <translation>tunnus on kahdesti, joten ajoja ei voi verrata toisiinsa</translation>
    </message>
    <message>
        <source>the judgements contradict each other (consistency ratio {0:.3f} &gt; {1:.2f}); the one to look at first is {2}: {3} given, {4} implied by the others</source>
        <translation>arviot ovat ristiriidassa keskenään (konsistenssisuhde {0:.3f} &gt; {1:.2f}); tarkista ensin {2}: annettu {3}, muista seuraa {4}</translation>
    </message>
    <message>
        <source>the scale of the practice municipality is from 1 to {}</source>
        <translation>harjoituskunnan koko on 1–{}</translation>
    </message>
    <message>
        <source>the weight of {} must be 0 or more</source>
        <translation>kriteerin {} painon on oltava vähintään 0</translation>
    </message>
    <message>
        <source>the weights of a level sum to 0</source>
        <translation>tason painojen summa on 0</translation>
    </message>
    <message>
        <source>there is no code list {!r}</source>
        <translation>koodistoa {!r} ei ole</translation>
    </message>
    <message>
        <source>there is no file {}</source>
        <translation>tiedostoa {} ei ole</translation>
    </message>
    <message>
        <source>value {} is outside 0-1</source>
        <translation>arvo {} ei ole väliltä 0–1</translation>
    </message>
    <message>
        <source>window must be west, south, east, north</source>
        <translation>ikkunan on oltava länsi, etelä, itä, pohjoinen</translation>
    </message>
    <message>
        <source>{!r} can&apos;t be read</source>
        <translation>arvoa {!r} ei voi lukea</translation>
    </message>
    <message>
        <source>{!r} is not a colour like &apos;#b98444&apos;</source>
        <translation>{!r} ei ole väri kuten ”#b98444”</translation>
    </message>
    <message>
        <source>{!r} is not a known area</source>
        <translation>{!r} on tuntematon alue</translation>
    </message>
    <message>
        <source>{!r} is not a known plan code or land use</source>
        <translation>{!r} on tuntematon kaavamerkintä tai maankäyttö</translation>
    </message>
    <message>
        <source>{!r} is not a number</source>
        <translation>{!r} ei ole luku</translation>
    </message>
    <message>
        <source>{!r} is not a pair of aims</source>
        <translation>{!r} ei ole tavoitteiden pari</translation>
    </message>
    <message>
        <source>{!r} is not a pair of numbers</source>
        <translation>{!r} ei ole lukupari</translation>
    </message>
    <message>
        <source>{!r} is not a role</source>
        <translation>{!r} ei ole rooli</translation>
    </message>
    <message>
        <source>{!r} is not a word, or is given twice</source>
        <translation>{!r} ei ole sana, tai se on annettu kahdesti</translation>
    </message>
    <message>
        <source>{!r} names no parameter of this file</source>
        <translation>{!r} ei ole tämän tiedoston parametri</translation>
    </message>
    <message>
        <source>{!r} names no parameter of this file that is a number from 0 to 100</source>
        <translation>{!r} ei ole tämän tiedoston parametri, joka on luku väliltä 0–100</translation>
    </message>
    <message>
        <source>{!r} names no true-or-false parameter of this file</source>
        <translation>{!r} ei ole tämän tiedoston parametri, jonka arvo on true tai false</translation>
    </message>
    <message>
        <source>{0!r} is already a name of {1}</source>
        <translation>{0!r} on jo merkinnän {1} nimi</translation>
    </message>
    <message>
        <source>{0!r} is not a known area; did you mean {1!r}?</source>
        <translation>{0!r} on tuntematon alue; tarkoititko {1!r}?</translation>
    </message>
    <message>
        <source>{0!r} is not a known plan code or land use; did you mean {1!r}?</source>
        <translation>{0!r} on tuntematon kaavamerkintä tai maankäyttö; tarkoititko {1!r}?</translation>
    </message>
    <message>
        <source>{0!r} is not normalised, write {1!r}</source>
        <translation>{0!r} ei ole yhtenäistetyssä muodossa, kirjoita {1!r}</translation>
    </message>
    <message>
        <source>{0!r} is not one of {1}</source>
        <translation>{0!r} ei ole mikään näistä: {1}</translation>
    </message>
    <message>
        <source>{0!r} is not one of {1}; did you mean {2!r}?</source>
        <translation>{0!r} ei ole mikään näistä: {1}; tarkoititko {2!r}?</translation>
    </message>
    <message>
        <source>{0} is after {1}</source>
        <translation>{0} on myöhemmin kuin {1}</translation>
    </message>
    <message>
        <source>{0} is not one of {1}</source>
        <translation>{0} ei ole mikään näistä: {1}</translation>
    </message>
    <message>
        <source>{0} is outside {1}-{2}</source>
        <translation>{0} ei ole väliltä {1}–{2}</translation>
    </message>
    <message>
        <source>{0} must be above the class before it ({1})</source>
        <translation>{0} on oltava suurempi kuin edellinen luokka ({1})</translation>
    </message>
    <message>
        <source>{} can&apos;t both advance and conflict</source>
        <translation>{} ei voi sekä edistää että olla ristiriidassa</translation>
    </message>
    <message>
        <source>{} has no polygon</source>
        <translation>{} on vailla aluetta kartalla</translation>
    </message>
    <message>
        <source>{} is given twice</source>
        <translation>{} on annettu kahdesti</translation>
    </message>
    <message>
        <source>{} is not a year</source>
        <translation>{} ei ole vuosiluku</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Vertaa ajoja</translation>
    </message>
    <message>
        <source>Lays two planning runs side by side: which parcels and plots appeared or went, were divided or joined, whose status or score changed and by which criterion, and how the gaps of the strategy&apos;s targets moved. What differs in parameters and data between the runs is said first: not every change is one on the ground.</source>
        <translation>Asettaa kaksi kaavoitusajoa rinnakkain: mitkä kiinteistöt ja tontit tulivat tai poistuivat, jaettiin tai yhdistettiin, minkä tila tai pisteet muuttuivat ja minkä arviointiperusteen vuoksi, ja miten strategian tavoitteiden vajeet liikkuivat. Ensin sanotaan, mitä eroa ajojen parametreissa ja aineistoissa on: kaikki muutokset eivät ole muutoksia maastossa.</translation>
    </message>
    <message>
        <source>The folder that a planning run wrote, with results.gpkg in it.</source>
        <translation>Kansio, johon kaavoitusajo kirjoitti; siinä on results.gpkg.</translation>
    </message>
    <message>
        <source>Folder of the earlier run</source>
        <translation>Aiemman ajon kansio</translation>
    </message>
    <message>
        <source>Folder of the later run</source>
        <translation>Uudemman ajon kansio</translation>
    </message>
    <message>
        <source>List what stayed the same, too</source>
        <translation>Luettele myös ennallaan pysyneet</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Muutokset</translation>
    </message>
    <message>
        <source>Changes of the strategy&apos;s gaps</source>
        <translation>Strategian vajeiden muutokset</translation>
    </message>
    <message>
        <source>Only one of the runs has the layer {}: it is left out.</source>
        <translation>Vain toisessa ajossa on taso {}: se jätetään pois.</translation>
    </message>
    <message>
        <source>Finding the nearest schools</source>
        <translation>Etsitään lähimmät koulut</translation>
    </message>
    <message>
        <source>has no scenario</source>
        <translation>ei sisällä vaihtoehtoa</translation>
    </message>
    <message>
        <source>must be NAME: e=0.8 or NAME: storeys=+1, with @ AREA behind it</source>
        <translation>on oltava NIMI: e=0.8 tai NIMI: storeys=+1, perässä tarvittaessa @ ALUE</translation>
    </message>
    <message>
        <source>the folder has no results.gpkg, so it isn&apos;t a planning run&apos;s</source>
        <translation>kansiossa ei ole tiedostoa results.gpkg, joten se ei ole kaavoitusajon kansio</translation>
    </message>
    <message>
        <source>the two runs have no question in common</source>
        <translation>ajoilla ei ole yhtään yhteistä kysymystä</translation>
    </message>
    <message>
        <source>How sure the rank is</source>
        <translation>Sijan varmuus</translation>
    </message>
    <message>
        <source>rank {}</source>
        <translation>sija {}</translation>
    </message>
    <message>
        <source>weight halved</source>
        <translation>paino puolitettu</translation>
    </message>
    <message>
        <source>weight raised by half</source>
        <translation>paino 1,5-kertainen</translation>
    </message>
    <message>
        <source>numbers: rank</source>
        <translation>luvut: sija</translation>
    </message>
    <message>
        <source>Reading the evidence of {}</source>
        <translation>Luetaan tason {} todisteita</translation>
    </message>
    <message>
        <source>How sure the ranks are</source>
        <translation>Sijojen varmuus</translation>
    </message>
    <message>
        <source>Move a weight: scores, ranks and the map follow at once. The results themselves stay.</source>
        <translation>Siirrä painoa: pisteet, sijat ja kartta seuraavat heti. Itse tulokset eivät muutu.</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Peruste</translation>
    </message>
    <message>
        <source>Of the whole</source>
        <translation>Koko painosta</translation>
    </message>
    <message>
        <source>The run&apos;s weights</source>
        <translation>Ajon painot</translation>
    </message>
    <message>
        <source>Save as a criteria file…</source>
        <translation>Tallenna kriteeritiedostoksi…</translation>
    </message>
    <message>
        <source>All weights are 0: nothing would decide. The last scores stay on show.</source>
        <translation>Kaikki painot ovat nollia: mikään ei ratkaisisi. Viimeiset pisteet jäävät näkyviin.</translation>
    </message>
    <message>
        <source>Added right: scenarios</source>
        <translation>Lisärakennusoikeus: vaihtoehdot</translation>
    </message>
    <message>
        <source>Works out what a higher plot ratio or more storeys would add: floor area, dwellings, parking places, pupils and day-care places, per plan unit and per area, several scenarios side by side. Children go to the nearest school along the roads. Protected units are left out unless asked for. Areas are the target areas given, else the districts.</source>
        <translation>Laskee, mitä suurempi tehokkuusluku tai useampi kerros toisi: kerrosalan, asunnot, autopaikat, koululaiset ja päivähoitopaikat kaavayksiköittäin ja alueittain, useita vaihtoehtoja rinnakkain. Lapset menevät lähimpään kouluun katuverkkoa pitkin. Suojellut kohteet jätetään pois, ellei toisin pyydetä. Alueet ovat annetut kohdealueet, muuten kaupunginosat.</translation>
    </message>
    <message>
        <source>Plan units by scenario</source>
        <translation>Kaavayksiköt vaihtoehdoittain</translation>
    </message>
    <message>
        <source>Totals by area and scenario</source>
        <translation>Summat alueittain ja vaihtoehdoittain</translation>
    </message>
    <message>
        <source>Schools and day care by scenario</source>
        <translation>Koulut ja päiväkodit vaihtoehdoittain</translation>
    </message>
    <message>
        <source>Scenarios side by side</source>
        <translation>Vaihtoehdot rinnakkain</translation>
    </message>
    <message>
        <source>Counts the floor area that the plan permits on each plan unit, what stands there, and what is left. The right is read from numbers or from the plan&apos;s notation (e=0.40, 2740+yht 260+t50, II-IV). What can&apos;t be known stays empty, with the reason; overbuilding on one unit never hides the reserve of another. With parcels given, the right is put together per parcel from the zones it lies in. A general plan given as zoning is followed from right to detail plan, permit and building.</source>
        <translation>Laskee kaavan salliman kerrosalan kaavayksiköittäin, sen mitä tontilla on ja mitä on jäljellä. Oikeus luetaan luvuista tai kaavamerkinnästä (e=0.40, 2740+yht 260+t50, II-IV). Mitä ei voida tietää, jää tyhjäksi, ja syy sanotaan; yhden tontin ylitys ei peitä toisen varantoa. Jos kiinteistöt annetaan, oikeus kootaan kiinteistöittäin niistä kaava-alueista, joilla se on. Kaavana annettua yleiskaavaa seurataan oikeudesta asemakaavaan, lupaan ja rakennukseen.</translation>
    </message>
    <message>
        <source>Blocks: right, use, reserve</source>
        <translation>Korttelit: oikeus, käytetty, varanto</translation>
    </message>
    <message>
        <source>Districts: right, use, reserve</source>
        <translation>Kaupunginosat: oikeus, käytetty, varanto</translation>
    </message>
    <message>
        <source>Districts for publishing: few units are hidden</source>
        <translation>Kaupunginosat julkaistavaksi: pienet joukot peitetty</translation>
    </message>
    <message>
        <source>Damaged buildings of the municipality</source>
        <translation>Kunnan vaurioituneet rakennukset</translation>
    </message>
    <message>
        <source>Buildings whose property id and place disagree</source>
        <translation>Rakennukset, joiden kiinteistötunnus ja sijainti ovat ristiriidassa</translation>
    </message>
    <message>
        <source>Buildings on no plot</source>
        <translation>Rakennukset, jotka eivät ole tontilla</translation>
    </message>
    <message>
        <source>General plan areas: from right to building</source>
        <translation>Yleiskaavan alueet: oikeudesta rakennukseksi</translation>
    </message>
    <message>
        <source>Block cards to print</source>
        <translation>Korttelikortit tulostettavaksi</translation>
    </message>
    <message>
        <source>Fitting places along the shore</source>
        <translation>Sovitetaan paikkoja rannalle</translation>
    </message>
    <message>
        <source>Working out scenarios of added right</source>
        <translation>Lasketaan lisärakennusoikeuden vaihtoehtoja</translation>
    </message>
    <message>
        <source>must be a day, as 2026-01-31</source>
        <translation>on oltava päivä, esim. 2026-01-31</translation>
    </message>
    <message>
        <source>needs the general plan as zoning</source>
        <translation>tarvitsee yleiskaavan kaavan aluevarauksina</translation>
    </message>
    <message>
        <source>Rank {}, and it stays so when each weight changes by up to ±{}.</source>
        <translation>Sija {}; se pysyy, kun kutakin painoa muutetaan enintään ±{}.</translation>
    </message>
    <message>
        <source>No change of weights topples the first.</source>
        <translation>Mikään painojen muutos ei vaihda ykkössijaa.</translation>
    </message>
    <message>
        <source>The first place is shared or hangs by a hair: {} is as good as {}.</source>
        <translation>Ykkössija on jaettu tai hiuskarvan varassa: {} on yhtä hyvä kuin {}.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Ennen</translation>
    </message>
    <message>
        <source>Weights can be tried where the method is the weighted sum.</source>
        <translation>Painoja voi kokeilla, kun menetelmä on painotettu summa.</translation>
    </message>
    <message>
        <source>Criteria file (*.yaml)</source>
        <translation>Kriteeritiedosto (*.yaml)</translation>
    </message>
    <message>
        <source>Name it as CRITERIA of the algorithm or as `criteria` of the job in the case file: {}</source>
        <translation>Anna tiedosto algoritmin parametrille CRITERIA tai tapaustiedoston työn kohtaan `criteria`: {}</translation>
    </message>
    <message>
        <source>Criteria saved</source>
        <translation>Kriteerit tallennettu</translation>
    </message>
    <message>
        <source>Shore parcels</source>
        <translation>Rantakiinteistöt</translation>
    </message>
    <message>
        <source>Places that fit side by side</source>
        <translation>Rinnakkain mahtuvat paikat</translation>
    </message>
    <message>
        <source>Land-use programme</source>
        <translation>Maankäytön toimenpideohjelma</translation>
    </message>
    <message>
        <source>Makes projects of a planning run&apos;s results, with the costs of a file that the city keeps, and chooses which are done in which year: the most benefit that budgets and rules allow. It says how far from the best the choice may be at most. A project whose cost, amount or score is unknown is listed but never chosen.</source>
        <translation>Tekee kaavoitusajon tuloksista hankkeita kaupungin oman kustannustiedoston luvuilla ja valitsee, mitkä tehdään minäkin vuonna: suurimman hyödyn, jonka budjetit ja säännöt sallivat. Kertoo, kuinka kaukana parhaasta valinta voi enintään olla. Hanke, jonka kustannusta, määrää tai pisteitä ei tunneta, luetellaan mutta sitä ei koskaan valita.</translation>
    </message>
    <message>
        <source>Folder of a planning run</source>
        <translation>Kaavoitusajon kansio</translation>
    </message>
    <message>
        <source>Costs and kinds of project</source>
        <translation>Kustannukset ja hankelajit</translation>
    </message>
    <message>
        <source>The file that comes along holds invented costs for the practice municipality: copy it.</source>
        <translation>Mukana tulevassa tiedostossa on keksittyjä kustannuksia harjoituskunnalle: kopioi se pohjaksi.</translation>
    </message>
    <message>
        <source>Budgets, as year=euros; year=euros</source>
        <translation>Budjetit, muodossa vuosi=euroa; vuosi=euroa</translation>
    </message>
    <message>
        <source>Empty: those of the file of costs.</source>
        <translation>Tyhjä: kustannustiedoston budjetit.</translation>
    </message>
    <message>
        <source>Rules in place of the file&apos;s</source>
        <translation>Säännöt tiedoston sääntöjen tilalle</translation>
    </message>
    <message>
        <source>A file with the keys “rules”, “fixed” or both.</source>
        <translation>Tiedosto, jossa on avaimet ”rules”, ”fixed” tai molemmat.</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Hankkeet</translation>
    </message>
    <message>
        <source>Programme by year and measure</source>
        <translation>Ohjelma vuosittain ja toimenpiteittäin</translation>
    </message>
    <message>
        <source>Programme as PDF</source>
        <translation>Ohjelma PDF-tiedostona</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF-tiedostot (*.pdf)</translation>
    </message>
    <message>
        <source>Programme as text document</source>
        <translation>Ohjelma tekstiasiakirjana</translation>
    </message>
    <message>
        <source>ODT files (*.odt)</source>
        <translation>ODT-tiedostot (*.odt)</translation>
    </message>
    <message>
        <source>The run has no layer {}: it gives no projects.</source>
        <translation>Ajossa ei ole tasoa {}: siitä ei tule hankkeita.</translation>
    </message>
    <message>
        <source>Choosing projects within the budgets</source>
        <translation>Valitaan hankkeet budjettien rajoissa</translation>
    </message>
    <message>
        <source>a kind can&apos;t wait for itself</source>
        <translation>hankelaji ei voi odottaa itseään</translation>
    </message>
    <message>
        <source>a rule or a fixed cost is of a year that has no budget</source>
        <translation>sääntö tai kiinteä meno koskee vuotta, jolla ei ole budjettia</translation>
    </message>
    <message>
        <source>a rule says one of at_least, most_per_year and after</source>
        <translation>sääntö sanoo yhden näistä: at_least, most_per_year, after</translation>
    </message>
    <message>
        <source>at_least and by belong together</source>
        <translation>at_least ja by kuuluvat yhteen</translation>
    </message>
    <message>
        <source>by {0} at least {1} is asked for, but budgets, costs and other rules allow at most {2}</source>
        <translation>vuoteen {0} mennessä vaaditaan vähintään {1}, mutta budjetit, kustannukset ja muut säännöt sallivat enintään {2}</translation>
    </message>
    <message>
        <source>must be year=euros; year=euros, each year once</source>
        <translation>on annettava muodossa vuosi=euroa; vuosi=euroa, kukin vuosi kerran</translation>
    </message>
    <message>
        <source>must end with .pdf or .odt</source>
        <translation>päätteen on oltava .pdf tai .odt</translation>
    </message>
    <message>
        <source>no year has a budget</source>
        <translation>millään vuodella ei ole budjettia</translation>
    </message>
    <message>
        <source>the fixed costs alone are more than the budget</source>
        <translation>kiinteät menot ylittävät yksinään budjetin</translation>
    </message>
    <message>
        <source>the layer lacks a column that its projects are made of</source>
        <translation>tasolta puuttuu sarake, josta sen hankkeet tehdään</translation>
    </message>
    <message>
        <source>the rules together can&apos;t be kept within the budgets</source>
        <translation>sääntöjä ei voi yhdessä noudattaa budjettien rajoissa</translation>
    </message>
    <message>
        <source>the run has none of the layers that projects are made of: {}</source>
        <translation>ajossa ei ole yhtään tasoa, josta hankkeita tehdään: {}</translation>
    </message>
    <message>
        <source>two kinds have the same id</source>
        <translation>kahdella hankelajilla on sama tunnus</translation>
    </message>
    <message>
        <source>{!r} is not a year</source>
        <translation>{!r} ei ole vuosi</translation>
    </message>
    <message>
        <source>Looks for shore parcels that can take new holiday homes. Cuts the ground that can be built on (setbacks, flood, slope, wetland, protected areas, relics, power lines, plans in force), fits building places side by side along the free shore, and compares with what is left of the right. Holiday areas of plans in force are reserve, never candidates. Parcels away from any shore are left out.</source>
        <translation>Etsii rantakiinteistöt, joille mahtuu uusia loma-asuntoja. Rajaa rakennuskelpoisen alan (etäisyydet, tulva, kaltevuus, suo, suojelualueet, muinaisjäännökset, johtoalueet, voimassa olevat kaavat), sijoittaa rakennuspaikat rinnakkain vapaalle rannalle ja vertaa jäljellä olevaan oikeuteen. Voimassa olevan kaavan loma-alueet ovat varantoa, eivät ehdokkaita. Rannattomat kiinteistöt jätetään pois.</translation>
    </message>
    <message>
        <source>Reading the results…</source>
        <translation>Luetaan tuloksia…</translation>
    </message>
    <message>
        <source>Weight in the group</source>
        <translation>Paino ryhmässä</translation>
    </message>
    <message>
        <source>has several keys on one line; begin a line with each</source>
        <translation>sisältää useita avaimia yhdellä rivillä; aloita jokainen omalta riviltään</translation>
    </message>
    <message>
        <source>Change a project made before…</source>
        <translation>Muuta aiempaa hanketta…</translation>
    </message>
    <message>
        <source>Case files (*.yaml *.yml)</source>
        <translation>Tapaustiedostot (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Checking data</source>
        <translation>Aineiston tarkistus</translation>
    </message>
    <message>
        <source>Rank {}. When each weight changes by up to ±{}, the rank is {}–{}; among the {} best in {} of {} drawings.</source>
        <translation>Sija {}. Kun kutakin painoa muutetaan enintään ±{}, sija on {}–{}; {} parhaan joukossa {}:ssa arvonnoista ({} kpl).</translation>
    </message>
    <message>
        <source>The first, {}, is toppled by {} when {} of the weight moves: {} (percentage points).</source>
        <translation>Ykkösen {} ohittaa {}, kun {} painosta siirtyy: {} (prosenttiyksikköä).</translation>
    </message>
    <message>
        <source>Shore rights per original estate</source>
        <translation>Rantaoikeudet emätiloittain</translation>
    </message>
    <message>
        <source>Divides the modified shoreline to properties, gathers them to original estates per water body, and counts the right by a norm or by zones of norms, what is used by buildings, plans and the planner&apos;s table of sites, and what is left; then divides it among the present properties. Where the original estate isn&apos;t known, the present property stands in and every output says so. The layer of used sites can be corrected and given back. A planner&apos;s aid, not a statement of rights.</source>
        <translation>Jakaa muunnetun rantaviivan kiinteistöille, kokoaa ne emätiloiksi vesistöittäin ja laskee oikeuden mitoitusnormilla tai -vyöhykkeillä, rakennusten, kaavojen ja suunnittelijan taulun käyttämät oikeudet sekä sen, mitä on jäljellä; jakaa sen sitten nykyisille kiinteistöille. Missä emätilaa ei tiedetä, lasketaan nykyisestä kiinteistöstä, ja jokainen tulos sanoo sen. Käytettyjen paikkojen tason voi korjata ja antaa takaisin. Suunnittelijan apuväline, ei osoitus oikeudesta.</translation>
    </message>
    <message>
        <source>Method, where no modified shoreline is given</source>
        <translation>Menetelmä, jos muunnettua rantaviivaa ei anneta</translation>
    </message>
    <message>
        <source>Lake report</source>
        <translation>Järviraportti</translation>
    </message>
    <message>
        <source>Right (building places)</source>
        <translation>Oikeus (rakennuspaikkoja)</translation>
    </message>
    <message>
        <source>Used (building places)</source>
        <translation>Käytetty (rakennuspaikkoja)</translation>
    </message>
    <message>
        <source>Left (building places)</source>
        <translation>Jäljellä (rakennuspaikkoja)</translation>
    </message>
    <message>
        <source>Rows counted for the present property</source>
        <translation>Nykyisestä kiinteistöstä lasketut rivit</translation>
    </message>
    <message>
        <source>Area: only shore in it is counted</source>
        <translation>Alue: vain sen ranta lasketaan</translation>
    </message>
    <message>
        <source>Rights per estate and water body</source>
        <translation>Oikeudet emätiloittain ja vesistöittäin</translation>
    </message>
    <message>
        <source>Shares of the present properties</source>
        <translation>Nykyisten kiinteistöjen osuudet</translation>
    </message>
    <message>
        <source>Used sites, to be corrected and given back</source>
        <translation>Käytetyt paikat, korjattaviksi ja takaisin annettaviksi</translation>
    </message>
    <message>
        <source>Table per original estate</source>
        <translation>Taulukko emätiloittain</translation>
    </message>
    <message>
        <source>Drawing the lake report</source>
        <translation>Piirretään järviraporttia</translation>
    </message>
    <message>
        <source>give either a modified shoreline or the water areas to make it from</source>
        <translation>anna joko muunnettu rantaviiva tai vesialueet, joista se tehdään</translation>
    </message>
    <message>
        <source>holds nothing that could be proposed with these wishes</source>
        <translation>ei sisällä mitään, mitä näillä ehdoilla voisi ehdottaa</translation>
    </message>
    <message>
        <source>is no result of a question that a proposal can be made of</source>
        <translation>ei ole sellaisen kysymyksen tulos, josta ehdotuksen voi tehdä</translation>
    </message>
    <message>
        <source>the plan data model knows only ETRS-TM35FIN, ETRS-GK and WGS 84</source>
        <translation>kaavatietomalli tuntee vain koordinaatistot ETRS-TM35FIN, ETRS-GK ja WGS 84</translation>
    </message>
    <message>
        <source>Another file for this…</source>
        <translation>Toinen tiedosto tämän tilalle…</translation>
    </message>
    <message>
        <source>What the data are enough for</source>
        <translation>Mihin aineisto riittää</translation>
    </message>
    <message>
        <source>What was noticed in the data</source>
        <translation>Mitä aineistossa havaittiin</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Tallenna hanke</translation>
    </message>
    <message>
        <source>No layer of that file looks like {}: choose the role yourself.</source>
        <translation>Mikään tiedoston taso ei näytä roolilta {}: valitse rooli itse.</translation>
    </message>
    <message>
        <source>{} is now taken from {}.</source>
        <translation>{} otetaan nyt tiedostosta {}.</translation>
    </message>
    <message>
        <source>no water body has any right, so there is nothing to report</source>
        <translation>millään vesistöllä ei ole oikeutta, joten raportoitavaa ei ole</translation>
    </message>
    <message>
        <source>Criteria card</source>
        <translation>Kriteerikortti</translation>
    </message>
    <message>
        <source>Writes a criteria file as a page to be laid on the table: the weights of the tree, each value curve drawn with its unit, what excludes and what is a condition, and every threshold with its source.</source>
        <translation>Kirjoittaa kriteeritiedoston pöydälle laitettavaksi sivuksi: puun painot, jokainen arvokäyrä piirrettynä yksikköineen, esteet ja ehdot sekä jokainen kynnys lähteineen.</translation>
    </message>
    <message>
        <source>Straightens the shore of lakes and islands, measures the width of the water and of the land at each piece, and multiplies by the method&apos;s coefficients. Every piece says its lengths, widths and coefficients; the cross-sections that were measured are a layer of their own. Shore in reserves, floods, wetlands, relics, plans and recreation areas isn&apos;t counted, where those layers are given.</source>
        <translation>Suoristaa järvien ja saarten rannan, mittaa jokaisen palan kohdalla veden ja maan leveyden ja kertoo menetelmän kertoimilla. Jokainen pala kertoo pituutensa, leveytensä ja kertoimensa; mitatut poikkileikkaukset ovat oma tasonsa. Suojelualueiden, tulva-alueiden, soiden, muinaisjäännösten, kaavojen ja virkistysalueiden rantaa ei lueta, kun nämä tasot annetaan.</translation>
    </message>
    <message>
        <source>Where the data end</source>
        <translation>Missä aineisto päättyy</translation>
    </message>
    <message>
        <source>The area that the water areas were cut with, or its border: a lake that goes on beyond it has no shore there, and isn&apos;t taken for narrow. Without it long straight stretches are taken for such an edge.</source>
        <translation>Alue, jolla vesialueet on rajattu, tai sen raja: sen yli jatkuvalla järvellä ei ole siinä rantaa, eikä järveä pidetä kapeana. Ilman sitä pitkät suorat osuudet tulkitaan reunaksi.</translation>
    </message>
    <message>
        <source>Islands by class</source>
        <translation>Saaret luokittain</translation>
    </message>
    <message>
        <source>Edges of the data</source>
        <translation>Aineiston reunat</translation>
    </message>
    <message>
        <source>Areas whose shore isn&apos;t counted</source>
        <translation>Alueet, joiden rantaa ei lueta</translation>
    </message>
    <message>
        <source>Why shore isn&apos;t counted</source>
        <translation>Miksi rantaa ei lueta</translation>
    </message>
    <message>
        <source>Draws the weights many times and ranks the features each time: the best, middle and worst rank of each, and how often it was among the best. The same seed gives the same answer. Where an error of measurement is given (of the height model, of digitising), the measurements are drawn, too. It also tells the smallest change of weights that topples the first, and what one weight at a time does to it.</source>
        <translation>Arpoo painot monta kertaa ja järjestää kohteet joka kerta: kunkin paras, keskimmäinen ja huonoin sija sekä se, kuinka usein se oli parhaiden joukossa. Sama siemenluku antaa saman vastauksen. Jos mittausvirhe annetaan (korkeusmallin, digitoinnin), myös mittaukset arvotaan. Kertoo lisäksi pienimmän painojen muutoksen, joka vaihtaa ykkösen, ja mitä yksi paino kerrallaan sille tekee.</translation>
    </message>
    <message>
        <source>Errors of measurement, as id=number, …</source>
        <translation>Mittausvirheet muodossa id=luku, …</translation>
    </message>
    <message>
        <source>Standard deviation in the criterion&apos;s own unit, for instance slope=1.5 (per cent, from the height model), junction=20 (metres, from digitising).</source>
        <translation>Keskihajonta perusteen omassa yksikössä, esimerkiksi slope=1.5 (prosenttia, korkeusmallista), junction=20 (metriä, digitoinnista).</translation>
    </message>
    <message>
        <source>What one weight at a time does to the first</source>
        <translation>Mitä yksi paino kerrallaan tekee ykköselle</translation>
    </message>
    <message>
        <source>The smallest change that topples the first</source>
        <translation>Pienin muutos, joka vaihtaa ykkösen</translation>
    </message>
    <message>
        <source>Share of the weight that must move</source>
        <translation>Osuus painosta, jonka on siirryttävä</translation>
    </message>
    <message>
        <source>Names of the criteria, comma-separated</source>
        <translation>Perusteiden nimet pilkuin erotettuina</translation>
    </message>
    <message>
        <source>In the order of the rows; with the ids of a criteria file the weights can be used as they come out.</source>
        <translation>Rivien järjestyksessä; jos nimet ovat kriteeritiedoston tunnuksia, painot kelpaavat sellaisinaan.</translation>
    </message>
    <message>
        <source>How the weights are worked out</source>
        <translation>Miten painot lasketaan</translation>
    </message>
    <message>
        <source>principal eigenvector</source>
        <translation>pääominaisvektori</translation>
    </message>
    <message>
        <source>geometric mean of each row</source>
        <translation>rivien geometrinen keskiarvo</translation>
    </message>
    <message>
        <source>Weights with their names</source>
        <translation>Painot nimineen</translation>
    </message>
    <message>
        <source>Weights by order of importance</source>
        <translation>Painot tärkeysjärjestyksestä</translation>
    </message>
    <message>
        <source>Works out weights from the order of the criteria alone: the middle of all weights that keep the order (rank-order centroids, Barron and Barrett 1996). Use it where people agree on what matters more, but not on how much more.</source>
        <translation>Laskee painot pelkästä perusteiden järjestyksestä: kaikkien järjestyksen säilyttävien painojen keskikohta (rank-order centroids, Barron ja Barrett 1996). Sopii, kun ollaan yksimielisiä siitä, mikä on tärkeämpää, mutta ei siitä, kuinka paljon.</translation>
    </message>
    <message>
        <source>Order of importance, the most important first</source>
        <translation>Tärkeysjärjestys, tärkein ensin</translation>
    </message>
    <message>
        <source>For instance: junction &gt; slope = size &gt; rail; equally important ones with = between.</source>
        <translation>Esimerkiksi: junction &gt; slope = size &gt; rail; yhtä tärkeiden väliin =.</translation>
    </message>
    <message>
        <source>Zoning proposal</source>
        <translation>Kaavaehdotusluonnos</translation>
    </message>
    <message>
        <source>Makes draft plan areas of the suitable and conditional features of a result layer: code, building right, places, what is in force now, and which conditions must be settled first. Out come the areas as a layer that can be read as plan units, a document (PDF, ODT), and the plan&apos;s data as Ryhti plan JSON in preparation. Only selected features are taken where the layer has a selection and you ask for it.</source>
        <translation>Tekee tulostason soveltuvista ja ehdollisista kohteista kaavan luonnosalueet: merkintä, rakennusoikeus, rakennuspaikat, mitä nyt on voimassa ja mitkä ehdot on ratkaistava ensin. Tuloksena on alueiden taso, jonka voi lukea kaavayksikköinä, asiakirja (PDF, ODT) ja kaavan tiedot Ryhdin kaava-JSONina valmisteluvaiheessa. Vain valitut kohteet otetaan, jos tasolla on valinta ja niin pyydetään.</translation>
    </message>
    <message>
        <source>Result layer: industrial reservation, holiday housing or infill</source>
        <translation>Tulostaso: teollisuusvaraus, loma-asuminen tai täydennysrakentaminen</translation>
    </message>
    <message>
        <source>Area: only features in it are proposed</source>
        <translation>Alue: vain sen kohteita ehdotetaan</translation>
    </message>
    <message>
        <source>Plan in force</source>
        <translation>Voimassa oleva kaava</translation>
    </message>
    <message>
        <source>Water areas, for the map</source>
        <translation>Vesialueet karttaa varten</translation>
    </message>
    <message>
        <source>Roads, for the map</source>
        <translation>Tiet karttaa varten</translation>
    </message>
    <message>
        <source>By the layer</source>
        <translation>Tason mukaan</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Pohja</translation>
    </message>
    <message>
        <source>Least score</source>
        <translation>Pisteitä vähintään</translation>
    </message>
    <message>
        <source>At most so many features, the best first</source>
        <translation>Enintään näin monta kohdetta, parhaat ensin</translation>
    </message>
    <message>
        <source>Empty: the right that the result knows, else unknown.</source>
        <translation>Tyhjä: tuloksen tuntema oikeus, muuten ei tiedossa.</translation>
    </message>
    <message>
        <source>Plot ratio e of the proposed areas</source>
        <translation>Ehdotettujen alueiden tehokkuusluku e</translation>
    </message>
    <message>
        <source>Floor area of each building place (m²)</source>
        <translation>Kerrosala rakennuspaikkaa kohti (k-m²)</translation>
    </message>
    <message>
        <source>Take conditional features too</source>
        <translation>Ota mukaan myös ehdolliset</translation>
    </message>
    <message>
        <source>Draft plan areas</source>
        <translation>Kaavan luonnosalueet</translation>
    </message>
    <message>
        <source>Proposal as PDF</source>
        <translation>Ehdotus PDF-tiedostona</translation>
    </message>
    <message>
        <source>Proposal as text document</source>
        <translation>Ehdotus tekstiasiakirjana</translation>
    </message>
    <message>
        <source>Plan as Ryhti plan JSON</source>
        <translation>Kaava Ryhdin kaava-JSONina</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-tiedostot (*.json)</translation>
    </message>
    <message>
        <source>Their size (ha)</source>
        <translation>Niiden pinta-ala (ha)</translation>
    </message>
    <message>
        <source>Features in them</source>
        <translation>Kohteita niissä</translation>
    </message>
    <message>
        <source>Making the draft plan areas</source>
        <translation>Muodostetaan kaavan luonnosalueet</translation>
    </message>
    <message>
        <source>has an empty place</source>
        <translation>sisältää tyhjän kohdan</translation>
    </message>
    <message>
        <source>names a criterion twice</source>
        <translation>nimeää perusteen kahdesti</translation>
    </message>
    <message>
        <source>names {0} criteria, the matrix has {1}</source>
        <translation>nimeää {0} perustetta, matriisissa on {1}</translation>
    </message>
    <message>
        <source>Compare ways of counting shore rights</source>
        <translation>Vertaa rantaoikeuksien laskutapoja</translation>
    </message>
    <message>
        <source>Counts the shore rights of the whole plan area by up to four methods, norms and roundings, and sets totals and estates side by side; the first is what the others are compared with. Methods are v1 to v8 as in Modified shoreline; rounding is floor or half_up. The page is made to be laid before the council.</source>
        <translation>Laskee koko kaava-alueen rantaoikeudet enintään neljällä menetelmällä, normilla ja pyöristyksellä ja asettaa summat ja emätilat rinnakkain; muita verrataan ensimmäiseen. Menetelmät ovat v1–v8 kuten Muunnetussa rantaviivassa; pyöristys on floor (alaspäin) tai half_up (puolikkaasta ylöspäin). Sivu on tehty valtuustolle esitettäväksi.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nimi</translation>
    </message>
    <message>
        <source>Method (v1–v8)</source>
        <translation>Menetelmä (v1–v8)</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Normi</translation>
    </message>
    <message>
        <source>Rounding (floor, half_up)</source>
        <translation>Pyöristys (floor, half_up)</translation>
    </message>
    <message>
        <source>Scenarios, at most four</source>
        <translation>Vaihtoehdot, enintään neljä</translation>
    </message>
    <message>
        <source>Totals of each scenario</source>
        <translation>Vaihtoehtojen summat</translation>
    </message>
    <message>
        <source>Estates side by side</source>
        <translation>Emätilat rinnakkain</translation>
    </message>
    <message>
        <source>Page for the council</source>
        <translation>Sivu valtuustolle</translation>
    </message>
    <message>
        <source>a row must be name; method; norm; rounding</source>
        <translation>rivin on oltava nimi; menetelmä; normi; pyöristys</translation>
    </message>
    <message>
        <source>must have from 1 to {} rows, and has {}</source>
        <translation>riviä on oltava 1–{}, ja niitä on {}</translation>
    </message>
    <message>
        <source>the method must be one of {}</source>
        <translation>menetelmän on oltava jokin näistä: {}</translation>
    </message>
    <message>
        <source>the norm must be a number from {0:g} to {1:g}</source>
        <translation>normin on oltava luku väliltä {0:g}–{1:g}</translation>
    </message>
    <message>
        <source>the rounding must be one of {}</source>
        <translation>pyöristyksen on oltava jokin näistä: {}</translation>
    </message>
    <message>
        <source>two scenarios have the same name</source>
        <translation>kahdella vaihtoehdolla on sama nimi</translation>
    </message>
    <message>
        <source>The shoreline is then made from the water areas, and shore that the plans given settle is left out.</source>
        <translation>Rantaviiva tehdään silloin vesialueista, ja annettujen kaavojen ratkaisema ranta jätetään pois.</translation>
    </message>
    <message>
        <source>isn&apos;t a modified shoreline: each piece must be one line</source>
        <translation>ei ole muunnettu rantaviiva: jokaisen palan on oltava yksi viiva</translation>
    </message>
    <message>
        <source>Wanted amounts, as measure=number, …</source>
        <translation>Tavoitemäärät muodossa toimenpide=luku, …</translation>
    </message>
    <message>
        <source>What the strategy leaves open, in each measure&apos;s unit: 7.1.4=40; by area 7.1.5/heinola=20.</source>
        <translation>Mitä strategia jättää avoimeksi, kunkin toimenpiteen yksikössä: 7.1.4=40; alueittain 7.1.5/heinola=20.</translation>
    </message>
    <message>
        <source>has no target area {0}; its areas are {1}</source>
        <translation>ei sisällä kohdealuetta {0}; alueet ovat {1}</translation>
    </message>
    <message>
        <source>must be measure=number, …</source>
        <translation>on annettava muodossa toimenpide=luku, …</translation>
    </message>
    <message>
        <source>is no area; there are {}</source>
        <translation>ei ole alue; alueet ovat {}</translation>
    </message>
    <message>
        <source>must be above 0 and at most {}</source>
        <translation>on oltava suurempi kuin 0 ja enintään {}</translation>
    </message>
    <message>
        <source>ended after {0} rows of {1}: the file is damaged, or was changed while it was read</source>
        <translation>loppui {0} rivin jälkeen, vaikka rivejä on {1}: tiedosto on vioittunut tai sitä muutettiin lukemisen aikana</translation>
    </message>
    <message>
        <source>Not given, so not looked at: {}</source>
        <translation>Ei annettu, joten ei tarkasteltu: {}</translation>
    </message>
    <message>
        <source>Nothing changed for these, taken from the last run: {}</source>
        <translation>Näissä mikään ei muuttunut, otettu edellisestä ajosta: {}</translation>
    </message>
    <message>
        <source>Worked out anew: {}</source>
        <translation>Laskettu uudelleen: {}</translation>
    </message>
    <message>
        <source>is a second raster of heights; put them together, as a virtual raster</source>
        <translation>on toinen korkeusrasteri; yhdistä rasterit, esimerkiksi virtuaalirasteriksi</translation>
    </message>
    <message>
        <source>What was left out and why</source>
        <translation>Mitä jätettiin pois ja miksi</translation>
    </message>
    <message>
        <source>Ground that can be built on</source>
        <translation>Rakennuskelpoinen maa</translation>
    </message>
    <message>
        <source>{} can’t be read.</source>
        <translation>{} ei ole luettavissa.</translation>
    </message>
    <message>
        <source>Nothing to remark.</source>
        <translation>Ei huomautettavaa.</translation>
    </message>
    <message>
        <source>Change a planning project</source>
        <translation>Muuta kaavoitushanketta</translation>
    </message>
    <message>
        <source>Still to be checked: {} layers</source>
        <translation>Vielä tarkistamatta: {} tasoa</translation>
    </message>
    <message>
        <source>another run is writing its results there just now</source>
        <translation>toinen ajo kirjoittaa juuri tuloksiaan sinne</translation>
    </message>
    <message>
        <source>can&apos;t be read or written: {}</source>
        <translation>ei voi lukea tai kirjoittaa: {}</translation>
    </message>
    <message>
        <source>can&apos;t be replaced, perhaps because it is open: close it, or choose another folder</source>
        <translation>ei voi korvata, ehkä koska se on auki: sulje se tai valitse toinen kansio</translation>
    </message>
    <message>
        <source>has {0} cells over the area, more than {1}: give a coarser one, with cells of 10 m for instance</source>
        <translation>sisältää alueella {0} solua, enemmän kuin {1}: anna karkeampi, esimerkiksi 10 metrin soluin</translation>
    </message>
    <message>
        <source>is a criterion of classes, which have no error of measurement</source>
        <translation>on luokkien peruste, eikä luokilla ole mittausvirhettä</translation>
    </message>
    <message>
        <source>is in {0}, whose units are not metres on the ground: reproject it first, as to ETRS-TM35FIN</source>
        <translation>on järjestelmässä {0}, jonka yksiköt eivät ole metrejä maastossa: muunna se ensin esimerkiksi järjestelmään ETRS-TM35FIN</translation>
    </message>
    <message>
        <source>nothing can be written there: choose another folder</source>
        <translation>sinne ei voi kirjoittaa: valitse toinen kansio</translation>
    </message>
    <message>
        <source>The open project has no results of a planning run. Make them with “Planning run…”, or open the project.qgz of a run made before.</source>
        <translation>Avoimessa projektissa ei ole kaavoitusajon tuloksia. Tee ne toiminnolla ”Kaavoitusajo…” tai avaa aiemman ajon project.qgz.</translation>
    </message>
    <message>
        <source>The results can&apos;t be opened: {} is not there. Bring it back beside the project, or run again.</source>
        <translation>Tuloksia ei voi avata: tiedostoa {} ei ole. Palauta se projektin viereen tai tee ajo uudelleen.</translation>
    </message>
    <message>
        <source>{}: a shapefile cuts names to 10 characters and texts to 254; a GeoPackage keeps all.</source>
        <translation>{}: shapefile katkaisee nimet 10 merkkiin ja tekstit 254 merkkiin; GeoPackage säilyttää kaiken.</translation>
    </message>
    <message>
        <source>{}: a table holds no shapes; a GeoPackage keeps all.</source>
        <translation>{}: taulukossa ei ole geometrioita; GeoPackage säilyttää kaiken.</translation>
    </message>
    <message>
        <source>Weights: {}</source>
        <translation>Painot: {}</translation>
    </message>
    <message>
        <source>is a file that is read: choose another name</source>
        <translation>on tiedosto, jota luetaan: valitse toinen nimi</translation>
    </message>
    <message>
        <source>Table as a spreadsheet</source>
        <translation>Emätilataulukko laskentataulukkona</translation>
    </message>
    <message>
        <source>ODS files (*.ods)</source>
        <translation>ODS-tiedostot (*.ods)</translation>
    </message>
    <message>
        <source>gave {0} rows and then {1}: the connection broke, or the data were changed while they were read</source>
        <translation>antoi {0} riviä ja sitten {1}: yhteys katkesi, tai aineistoa muutettiin lukemisen aikana</translation>
    </message>
    <message>
        <source>has objects in coordinate systems of which one is not known</source>
        <translation>sisältää kohteita koordinaattijärjestelmissä, joista jotakin ei tunneta</translation>
    </message>
    <message>
        <source>The layer doesn&apos;t have {}: what rests on it is unknown.</source>
        <translation>Tasolla ei ole: {}. Mikä niihin nojaa, on tuntematonta.</translation>
    </message>
</context>
</TS>
