<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>@default</name>
    <message>
        <source>line {}</source>
        <translation>rad {}</translation>
    </message>
    <message>
        <source>Layer “{}”</source>
        <translation>Lagret ”{}”</translation>
    </message>
    <message>
        <source>field “{}”</source>
        <translation>fältet ”{}”</translation>
    </message>
    <message>
        <source>value “{}”</source>
        <translation>värdet ”{}”</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategi</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Industri</translation>
    </message>
    <message>
        <source>Shores and holiday housing</source>
        <translation>Stränder och fritidsboende</translation>
    </message>
    <message>
        <source>Building rights</source>
        <translation>Byggrätter</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Poängsättning</translation>
    </message>
    <message>
        <source>Planning run</source>
        <translation>Planeringskörning</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>Avbrutet: ingenting skrevs.</translation>
    </message>
    <message>
        <source>Language of explanations</source>
        <translation>Motiveringarnas språk</translation>
    </message>
    <message>
        <source>As QGIS</source>
        <translation>Samma som i QGIS</translation>
    </message>
    <message>
        <source>Area: only parcels in it are judged</source>
        <translation>Område: bara lägenheterna i det bedöms</translation>
    </message>
    <message>
        <source>Optional.</source>
        <translation>Frivillig.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Source: {}</source>
        <translation>Källa: {}</translation>
    </message>
    <message>
        <source>How the criteria are put together</source>
        <translation>Hur kriterierna vägs samman</translation>
    </message>
    <message>
        <source>Weights, as id=number, …</source>
        <translation>Vikter i formen id=tal, …</translation>
    </message>
    <message>
        <source>Criteria and their shares of the whole: {}</source>
        <translation>Kriterierna och deras andel av helheten: {}</translation>
    </message>
    <message>
        <source>Criteria file instead of the shipped one</source>
        <translation>Kriteriefil i stället för den medföljande</translation>
    </message>
    <message>
        <source>weighted sum</source>
        <translation>viktad summa</translation>
    </message>
    <message>
        <source>weighted product</source>
        <translation>viktad produkt</translation>
    </message>
    <message>
        <source>ordered weighted average (OWA)</source>
        <translation>ordningsvägt medelvärde (OWA)</translation>
    </message>
    <message>
        <source>TOPSIS</source>
        <translation>TOPSIS</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Fastigheter</translation>
    </message>
    <message>
        <source>Zoning in force</source>
        <translation>Gällande planer</translation>
    </message>
    <message>
        <source>Target areas of the strategy</source>
        <translation>Strategins målområden</translation>
    </message>
    <message>
        <source>Laying the zoning over the strategy&apos;s targets</source>
        <translation>Planerna läggs över strategins mål</translation>
    </message>
    <message>
        <source>a key must be plain text</source>
        <translation>en nyckel måste vara ren text</translation>
    </message>
    <message>
        <source>all weights are 0</source>
        <translation>alla vikter är 0</translation>
    </message>
    <message>
        <source>anchors and aliases are not allowed</source>
        <translation>ankare och alias är inte tillåtna</translation>
    </message>
    <message>
        <source>has no water areas; the shoreline is measured from polygons</source>
        <translation>saknar vattenområden; strandlinjen mäts från polygoner</translation>
    </message>
    <message>
        <source>holds no layers that may be read</source>
        <translation>innehåller inga lager som får läsas</translation>
    </message>
    <message>
        <source>holds no map data</source>
        <translation>innehåller inga kartdata</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>är tom</translation>
    </message>
    <message>
        <source>is given twice</source>
        <translation>anges två gånger</translation>
    </message>
    <message>
        <source>is nested too deep</source>
        <translation>har för många nivåer</translation>
    </message>
    <message>
        <source>is no target area of the layer</source>
        <translation>är inget målområde i lagret</translation>
    </message>
    <message>
        <source>is not UTF-8 text</source>
        <translation>är inte UTF-8-text</translation>
    </message>
    <message>
        <source>is not a Finnish municipality code</source>
        <translation>är inte ett finländskt kommunnummer</translation>
    </message>
    <message>
        <source>is not a whole zip file</source>
        <translation>är inte en hel zip-fil</translation>
    </message>
    <message>
        <source>must be a list of &apos;key: value&apos; lines</source>
        <translation>måste vara en lista med rader av formen ”nyckel: värde”</translation>
    </message>
    <message>
        <source>must be at least 1</source>
        <translation>måste vara minst 1</translation>
    </message>
    <message>
        <source>must hold numbers</source>
        <translation>måste innehålla tal</translation>
    </message>
    <message>
        <source>must lie between 0 and 1</source>
        <translation>måste ligga mellan 0 och 1</translation>
    </message>
    <message>
        <source>no feature lies in the area</source>
        <translation>inget objekt ligger i området</translation>
    </message>
    <message>
        <source>the case has neither parcels, plan units nor zoning: there is nothing to judge</source>
        <translation>fallet har varken fastigheter, planenheter eller planer: det finns inget att bedöma</translation>
    </message>
    <message>
        <source>the case has no target areas, so the area can&apos;t be found</source>
        <translation>fallet har inga målområden, så området kan inte hittas</translation>
    </message>
    <message>
        <source>the coordinate system is not known and the coordinates fit none used in Finland; set it in the layer&apos;s properties</source>
        <translation>koordinatsystemet är inte känt och koordinaterna passar inget som används i Finland; ange det i lagrets egenskaper</translation>
    </message>
    <message>
        <source>the coordinate system is not known; set it in the layer&apos;s properties</source>
        <translation>koordinatsystemet är inte känt; ange det i lagrets egenskaper</translation>
    </message>
    <message>
        <source>the coordinate system of the height grid is not known; set it in the layer&apos;s properties</source>
        <translation>höjdmodellens koordinatsystem är inte känt; ange det i lagrets egenskaper</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>filen finns inte</translation>
    </message>
    <message>
        <source>Heinola planning</source>
        <translation>Heinola planläggning</translation>
    </message>
    <message>
        <source>Practice municipality</source>
        <translation>Övningskommun</translation>
    </message>
    <message>
        <source>Invented data: no real property is shown. Next: the planning run.</source>
        <translation>Påhittade data: inga verkliga fastigheter visas. Härnäst: planeringskörningen.</translation>
    </message>
    <message>
        <source>Planning results</source>
        <translation>Planeringskörningens resultat</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Frågor</translation>
    </message>
    <message>
        <source>Open results…</source>
        <translation>Öppna resultat…</translation>
    </message>
    <message>
        <source>Results of a planning run</source>
        <translation>Resultat av en planeringskörning</translation>
    </message>
    <message>
        <source>QGIS project (*.qgz *.qgs)</source>
        <translation>QGIS-projekt (*.qgz *.qgs)</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Motivering</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Placering</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Beteckning</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Poäng</translation>
    </message>
    <message>
        <source>The results are ready.</source>
        <translation>Resultaten är klara.</translation>
    </message>
    <message>
        <source>Open the results</source>
        <translation>Öppna resultaten</translation>
    </message>
    <message>
        <source>Open the practice municipality</source>
        <translation>Öppna övningskommunen</translation>
    </message>
    <message>
        <source>Planning run…</source>
        <translation>Planeringskörning…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Units with their right</source>
        <translation>Enheterna med sin byggrätt</translation>
    </message>
    <message>
        <source>Make a practice municipality</source>
        <translation>Gör en övningskommun</translation>
    </message>
    <message>
        <source>Writes an invented municipality with parcels, plans, buildings, lakes, roads, protected areas and heights, in the layers, fields and codes of the real Finnish sources, with a case file for the planning run. Scale 1 has about 5 000 parcels. A few faults are planted for the data check to find.</source>
        <translation>Skriver en påhittad kommun med fastigheter, planer, byggnader, sjöar, vägar, skyddsområden och höjder i de verkliga finländska källornas lager, fält och koder, samt en fallfil för planeringskörningen. Skala 1 har ungefär 5 000 fastigheter. Några fel har lagts in för datagranskningen att hitta.</translation>
    </message>
    <message>
        <source>Scale (1 = about 5 000 parcels)</source>
        <translation>Skala (1 = ungefär 5 000 fastigheter)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Frö</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Mapp</translation>
    </message>
    <message>
        <source>Case file</source>
        <translation>Fallfil</translation>
    </message>
    <message>
        <source>Shoreline holiday housing</source>
        <translation>Fritidsboende på stränderna</translation>
    </message>
    <message>
        <source>Industrial reservation</source>
        <translation>Industrireserv</translation>
    </message>
    <message>
        <source>Judges parcels for an industrial reservation: size and shape, terrain, road distance to the motorway junction, rail and power, groundwater, protected areas, dwellings nearby, the plan in force. Adjoining candidates are joined to sites. A layer that isn&apos;t given leaves its evidence unknown, never good or bad.</source>
        <translation>Bedömer fastigheternas lämplighet för en industrireserv: storlek och form, terräng, vägavstånd till motorvägens anslutning, järnväg och el, grundvatten, skyddsområden, närliggande bostäder, gällande plan. Angränsande kandidater fogas samman till områden. Ett lager som inte ges lämnar sina uppgifter okända, varken bra eller dåliga.</translation>
    </message>
    <message>
        <source>Judged parcels</source>
        <translation>Bedömda fastigheter</translation>
    </message>
    <message>
        <source>Sites of adjoining candidates</source>
        <translation>Områden av angränsande kandidater</translation>
    </message>
    <message>
        <source>Downtown infill</source>
        <translation>Kompletteringsbyggande i centrum</translation>
    </message>
    <message>
        <source>Ranks plots for infill by their unused right, how little of it is used beside the neighbours of the same use, and the walk to the market square, services and stops. Vacant plots and apartment houses without a lift are marked. A protected building makes a plot conditional, whatever its score.</source>
        <translation>Rangordnar tomter för kompletteringsbyggande efter outnyttjad byggrätt, hur lite av den som används jämfört med grannar av samma användning, och gångavståndet till torget, service och hållplatser. Obebyggda tomter och flervåningshus utan hiss märks ut. En skyddad byggnad gör tomten villkorlig, oavsett poäng.</translation>
    </message>
    <message>
        <source>Reads a case file, answers every question whose layers are there, lays the zoning over the strategy&apos;s targets, and writes a GeoPackage, a styled project, a map and a report into the folder. Files of the same names there are replaced when everything is ready; a cancelled or failed run changes nothing.</source>
        <translation>Läser en fallfil, besvarar varje fråga vars lager finns, lägger planerna över strategins mål och skriver ett GeoPackage, ett projekt med stilar, en karta och en rapport i mappen. Filer med samma namn ersätts först när allt är klart; en avbruten eller misslyckad körning ändrar ingenting.</translation>
    </message>
    <message>
        <source>Names the layers by role, the strategy, and what differs from the shipped criteria.</source>
        <translation>Namnger lagren efter roll, strategin och det som avviker från de medföljande kriterierna.</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Mapp för resultaten</translation>
    </message>
    <message>
        <source>Result layers</source>
        <translation>Resultatlager</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karta</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Drawing the map and the report</source>
        <translation>Kartan och rapporten ritas</translation>
    </message>
    <message>
        <source>Heinola planning: zoning, strategy, suitability</source>
        <translation>Heinola planläggning: planer, strategi, lämplighet</translation>
    </message>
    <message>
        <source>Features to be judged</source>
        <translation>Objekt som ska bedömas</translation>
    </message>
    <message>
        <source>Criteria file (YAML or JSON)</source>
        <translation>Kriteriefil (YAML eller JSON)</translation>
    </message>
    <message>
        <source>Fields, value curves, weights and constraints; docs/scoring.md tells its form.</source>
        <translation>Fält, värdekurvor, vikter och begränsningar; formen beskrivs i docs/scoring.md.</translation>
    </message>
    <message>
        <source>Instead of the file&apos;s; a criterion that isn&apos;t named keeps its own.</source>
        <translation>I stället för filens; ett kriterium som inte nämns behåller sin egen.</translation>
    </message>
    <message>
        <source>Score parcels</source>
        <translation>Poängsätt fastigheter</translation>
    </message>
    <message>
        <source>Judges the features of a layer by a criteria file: status with reasons, score of 0–100, rank, and the points that each criterion gave, which add up to the score. An empty value counts neither as good nor as bad; completeness tells how much of the weight was known. All fields of the layer are kept.</source>
        <translation>Bedömer objekten i ett lager enligt en kriteriefil: status med skäl, poäng 0–100, placering och de poäng som varje kriterium gav, vilka summerar till poängen. Ett tomt värde räknas varken som bra eller dåligt; täckningen anger hur stor del av vikten som var känd. Alla fält i lagret behålls.</translation>
    </message>
    <message>
        <source>OWA: 0 = the worst value decides, 0.5 = weighted sum, 1 = the best value decides</source>
        <translation>OWA: 0 = det sämsta värdet avgör, 0,5 = viktad summa, 1 = det bästa värdet avgör</translation>
    </message>
    <message>
        <source>Scored features</source>
        <translation>Poängsatta objekt</translation>
    </message>
    <message>
        <source>Rank stability</source>
        <translation>Placeringarnas stabilitet</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>Dragningar</translation>
    </message>
    <message>
        <source>How many are “the best”</source>
        <translation>Hur många som är ”de bästa”</translation>
    </message>
    <message>
        <source>How far a weight may move, as share of itself; empty = any weights at all</source>
        <translation>Hur mycket en vikt får ändras, som andel av sig själv; tomt = vilka vikter som helst</translation>
    </message>
    <message>
        <source>Features with their rank intervals</source>
        <translation>Objekten med sina placeringsintervall</translation>
    </message>
    <message>
        <source>Weights by pairwise comparison (AHP)</source>
        <translation>Vikter genom parvis jämförelse (AHP)</translation>
    </message>
    <message>
        <source>Works out weights from a matrix of pairwise judgements (Saaty): principal eigenvector and consistency ratio. Judgements that contradict each other (ratio above 0.10) are refused, and the one to mend is named.</source>
        <translation>Räknar ut vikter ur en matris av parvisa jämförelser (Saaty): principal egenvektor och konsistenskvot. Jämförelser som motsäger varandra (kvot över 0,10) avvisas, och den som bör rättas namnges.</translation>
    </message>
    <message>
        <source>Matrix, row by row, comma-separated</source>
        <translation>Matris rad för rad, kommaseparerad</translation>
    </message>
    <message>
        <source>Square, 1/3 allowed: 1, 1/2, 4, 2, 1, 7, 1/4, 1/7, 1</source>
        <translation>Kvadratisk, 1/3 tillåtet: 1, 1/2, 4, 2, 1, 7, 1/4, 1/7, 1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Vikter</translation>
    </message>
    <message>
        <source>Consistency ratio</source>
        <translation>Konsistenskvot</translation>
    </message>
    <message>
        <source>Judgement to look at first</source>
        <translation>Jämförelse att se på först</translation>
    </message>
    <message>
        <source>Strategy overlay</source>
        <translation>Planerna mot strategin</translation>
    </message>
    <message>
        <source>Cuts the zoning by the strategy&apos;s target areas and says of each piece which measures it advances or conflicts with; the pieces of a zone add up to the zone. The gap table compares what each measure wants with what is zoned; an amount that the strategy doesn&apos;t give stays empty.</source>
        <translation>Skär planerna med strategins målområden och säger om varje bit vilka åtgärder den främjar eller strider mot; bitarna av ett område summerar till området. Gaptabellen jämför vad varje åtgärd vill ha med vad som är planlagt; en mängd som strategin inte anger lämnas tom.</translation>
    </message>
    <message>
        <source>Strategy file</source>
        <translation>Strategifil</translation>
    </message>
    <message>
        <source>Measures with their target areas and plan codes; docs/strategy.md tells its form.</source>
        <translation>Åtgärder med sina målområden och planbeteckningar; formen beskrivs i docs/strategy.md.</translation>
    </message>
    <message>
        <source>Zoning by target</source>
        <translation>Planerna per mål</translation>
    </message>
    <message>
        <source>Gaps of the targets</source>
        <translation>Målens gap</translation>
    </message>
    <message>
        <source>Target area “{}” is not in the strategy.</source>
        <translation>Målområdet ”{}” finns inte i strategin.</translation>
    </message>
    <message>
        <source>Adding up the buildings</source>
        <translation>Byggnaderna summeras</translation>
    </message>
    <message>
        <source>Checking shapes</source>
        <translation>Formerna kontrolleras</translation>
    </message>
    <message>
        <source>Checking the content</source>
        <translation>Innehållet kontrolleras</translation>
    </message>
    <message>
        <source>Comparing plan codes with the measures</source>
        <translation>Planbeteckningarna jämförs med åtgärderna</translation>
    </message>
    <message>
        <source>Counting the reserve</source>
        <translation>Reserven räknas</translation>
    </message>
    <message>
        <source>Counting what is zoned and what is wanted</source>
        <translation>Det planlagda och det önskade räknas</translation>
    </message>
    <message>
        <source>Finding the coordinate system</source>
        <translation>Koordinatsystemet tas reda på</translation>
    </message>
    <message>
        <source>Finding the shores</source>
        <translation>Stränderna söks</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>Dubbletter söks</translation>
    </message>
    <message>
        <source>Looking for excluded shore</source>
        <translation>Strand som ska uteslutas söks</translation>
    </message>
    <message>
        <source>Matching fields</source>
        <translation>Fälten känns igen</translation>
    </message>
    <message>
        <source>Measuring the widths of water and land</source>
        <translation>Vattnets och landets bredd mäts</translation>
    </message>
    <message>
        <source>Putting pieces together</source>
        <translation>Bitarna fogas samman</translation>
    </message>
    <message>
        <source>Putting plan units together</source>
        <translation>Planenheterna fogas samman</translation>
    </message>
    <message>
        <source>Putting the right of parcels together</source>
        <translation>Fastigheternas byggrätt sätts ihop</translation>
    </message>
    <message>
        <source>Reading permitted floor area</source>
        <translation>Tillåten våningsyta läses</translation>
    </message>
    <message>
        <source>Straightening the shores</source>
        <translation>Stränderna rätas ut</translation>
    </message>
    <message>
        <source>is no measure of the strategy with a target</source>
        <translation>är ingen åtgärd i strategin med mål</translation>
    </message>
    <message>
        <source>is not a known source</source>
        <translation>är ingen känd källa</translation>
    </message>
    <message>
        <source>is not a number</source>
        <translation>är inte ett tal</translation>
    </message>
    <message>
        <source>the layer has no such field</source>
        <translation>lagret har inget sådant fält</translation>
    </message>
    <message>
        <source>has no plan objects</source>
        <translation>innehåller inga planobjekt</translation>
    </message>
    <message>
        <source>holds no plan: neither planObjects nor plan features</source>
        <translation>innehåller ingen plan: varken planObjects eller planobjekt</translation>
    </message>
    <message>
        <source>is nested too deep for a plan</source>
        <translation>har för många nivåer för en plan</translation>
    </message>
    <message>
        <source>is not a whole JSON file</source>
        <translation>är inte en hel JSON-fil</translation>
    </message>
    <message>
        <source>the job has no weights</source>
        <translation>uppgiften har inga vikter</translation>
    </message>
    <message>
        <source>The Python package {} is missing, so the plugin can&apos;t run. Install it for QGIS&apos;s Python (Debian: apt install python3-shapely python3-scipy python3-yaml) and restart QGIS.</source>
        <translation>Python-paketet {} saknas, så insticksprogrammet fungerar inte. Installera det för QGIS Python (Debian: apt install python3-shapely python3-scipy python3-yaml) och starta om QGIS.</translation>
    </message>
    <message>
        <source>The plugin needs shapely 2 or newer, this QGIS has {}.</source>
        <translation>Insticksprogrammet behöver shapely 2 eller nyare, detta QGIS har {}.</translation>
    </message>
    <message>
        <source>Shapely {} was built for a newer GEOS library than this QGIS has, and would crash it. Install an older one for QGIS&apos;s Python, such as shapely 2.0, and restart QGIS.</source>
        <translation>Shapely {} är byggt för ett nyare GEOS-bibliotek än det i detta QGIS och skulle krascha det. Installera ett äldre för QGIS Python, till exempel shapely 2.0, och starta om QGIS.</translation>
    </message>
    <message>
        <source>Ranked plots</source>
        <translation>Tomterna i ordning</translation>
    </message>
    <message>
        <source>Apartment houses that could get a lift</source>
        <translation>Flervåningshus som kunde få en hiss</translation>
    </message>
    <message>
        <source>Cutting the buildable area</source>
        <translation>Den byggbara ytan avgränsas</translation>
    </message>
    <message>
        <source>Measuring shore frontage</source>
        <translation>Strandlinjens längd mäts</translation>
    </message>
    <message>
        <source>dividing the land</source>
        <translation>marken delas in i fastigheter</translation>
    </message>
    <message>
        <source>laying streets and roads</source>
        <translation>gator och vägar läggs ut</translation>
    </message>
    <message>
        <source>mapping nature and services</source>
        <translation>natur och service kartläggs</translation>
    </message>
    <message>
        <source>must be a layer of polygons</source>
        <translation>måste vara ett lager med polygoner</translation>
    </message>
    <message>
        <source>shaping land and water</source>
        <translation>mark och vatten formas</translation>
    </message>
    <message>
        <source>the seed is a whole number, 0 or more</source>
        <translation>fröet är ett heltal, minst 0</translation>
    </message>
    <message>
        <source>zoning and building</source>
        <translation>planläggning och byggande</translation>
    </message>
    <message>
        <source>PROMETHEE II</source>
        <translation>PROMETHEE II</translation>
    </message>
    <message>
        <source>Modified shoreline</source>
        <translation>Omvandlad strandlinje</translation>
    </message>
    <message>
        <source>Water areas</source>
        <translation>Vattenområden</translation>
    </message>
    <message>
        <source>Shore that isn't counted (field “reason”)</source>
        <translation>Strand som inte räknas (fältet ”reason”)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metod</translation>
    </message>
    <message>
        <source>Each method&apos;s numbers and their sources stand in resources/methods/shoreline_v1.yaml and its like.</source>
        <translation>Metodernas tal med källor finns i resources/methods/shoreline_v1.yaml och motsvarande filer.</translation>
    </message>
    <message>
        <source>Straightening tolerance (m), empty = the method&apos;s</source>
        <translation>Uträtningens tolerans (m), tomt = metodens egen</translation>
    </message>
    <message>
        <source>How often widths are measured (m), empty = the method&apos;s</source>
        <translation>Avstånd mellan breddmätningar (m), tomt = metodens eget</translation>
    </message>
    <message>
        <source>as the method says</source>
        <translation>enligt metoden</translation>
    </message>
    <message>
        <source>the lower of the two</source>
        <translation>den lägre av de två</translation>
    </message>
    <message>
        <source>the product of the two</source>
        <translation>produkten av de två</translation>
    </message>
    <message>
        <source>Where both water and land are narrow</source>
        <translation>Då både vattnet och marken är smala</translation>
    </message>
    <message>
        <source>Pieces of shore</source>
        <translation>Strandlinjens delar</translation>
    </message>
    <message>
        <source>Water bodies</source>
        <translation>Vattendrag</translation>
    </message>
    <message>
        <source>Cross-sections that were measured</source>
        <translation>Mätta tvärsnitt</translation>
    </message>
    <message>
        <source>Real shoreline (m)</source>
        <translation>Verklig strandlinje (m)</translation>
    </message>
    <message>
        <source>Straightened shoreline (m)</source>
        <translation>Uträtad strandlinje (m)</translation>
    </message>
    <message>
        <source>Modified shoreline (m)</source>
        <translation>Omvandlad strandlinje (m)</translation>
    </message>
    <message>
        <source>Check data</source>
        <translation>Kontrollera material</translation>
    </message>
    <message>
        <source>Finds out what a layer is, where its coordinates are and which field holds what, and gives it in the form that the other algorithms read. Rows that can&apos;t be used come as a layer of their own with the reason; the report says what the findings mean for the results. Rows read = rows kept + rows rejected.</source>
        <translation>Tar reda på vad ett lager är, var dess koordinater ligger och vad varje fält innehåller, och ger lagret i den form som de andra verktygen läser. Rader som inte kan användas kommer som ett eget lager med orsak; rapporten säger vad iakttagelserna betyder för resultaten. Lästa rader = godkända + förkastade.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Lager</translation>
    </message>
    <message>
        <source>What the layer is</source>
        <translation>Vad lagret är</translation>
    </message>
    <message>
        <source>Recognise it</source>
        <translation>Känn igen</translation>
    </message>
    <message>
        <source>Municipality code</source>
        <translation>Kommunkod</translation>
    </message>
    <message>
        <source>Tells where the coordinates ought to be. Empty: anywhere in Finland.</source>
        <translation>Säger var koordinaterna borde ligga. Tomt: var som helst i Finland.</translation>
    </message>
    <message>
        <source>Coordinate system, where you know better</source>
        <translation>Koordinatsystem, om du vet bättre</translation>
    </message>
    <message>
        <source>Otherwise what the layer says is compared with where its coordinates lie.</source>
        <translation>Annars jämförs det som lagret uppger med var dess koordinater ligger.</translation>
    </message>
    <message>
        <source>With them, buildings in no parcel or on two are counted, and rows without a shape are placed.</source>
        <translation>Med dem räknas byggnader som inte står på något skifte eller står på två, och rader utan geometri placeras.</translation>
    </message>
    <message>
        <source>Parcels, for buildings and plan units</source>
        <translation>Skiften, för byggnader och planenheter</translation>
    </message>
    <message>
        <source>project&apos;s choice</source>
        <translation>detta projekts val</translation>
    </message>
    <message>
        <source>Checked layer</source>
        <translation>Kontrollerat lager</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Förkastade rader</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>HTML-filer (*.html)</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Lästa rader</translation>
    </message>
    <message>
        <source>Rows kept</source>
        <translation>Godkända rader</translation>
    </message>
    <message>
        <source>Rows rejected</source>
        <translation>Förkastade rader</translation>
    </message>
    <message>
        <source>Rows repaired</source>
        <translation>Reparerade rader</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Roll</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>Koordinatsystem</translation>
    </message>
    <message>
        <source>Recognised source</source>
        <translation>Igenkänd källa</translation>
    </message>
    <message>
        <source>The parcels were not needed: the layer holds neither buildings nor plan units.</source>
        <translation>Skiftena behövdes inte: lagret har varken byggnader eller planenheter.</translation>
    </message>
    <message>
        <source>{name}: {role}, {crs}</source>
        <translation>{name}: {role}, {crs}</translation>
    </message>
    <message>
        <source>A repair may change an area by less than this share</source>
        <translation>En reparation får ändra arealen med mindre än denna andel</translation>
    </message>
    <message>
        <source>Farther than this from the municipality is a wrong place (km)</source>
        <translation>Längre bort än så från kommunen är läget fel (km)</translation>
    </message>
    <message>
        <source>Up to this share of rows far away they are strays; more, and the layer covers more</source>
        <translation>Upp till denna andel är avlägsna rader vilsna punkter; är andelen större täcker lagret ett större område</translation>
    </message>
    <message>
        <source>Smaller overlaps of plan areas are digitising (m²)</source>
        <translation>Mindre överlappningar mellan planområden är digitaliseringsfel (m²)</translation>
    </message>
    <message>
        <source>Smaller gaps between plan areas are digitising (m²)</source>
        <translation>Mindre glapp mellan planområden är digitaliseringsfel (m²)</translation>
    </message>
    <message>
        <source>Larger holes between plan areas are land outside the plan (m²)</source>
        <translation>Större hål mellan planområden är mark utanför planen (m²)</translation>
    </message>
    <message>
        <source>Register area and drawn area may differ by this share</source>
        <translation>Registerarealen och den ritade arealen får skilja sig med denna andel</translation>
    </message>
    <message>
        <source>A building stands on a second parcel from this share of its footprint</source>
        <translation>En byggnad står också på ett annat skifte från denna andel av byggnadsytan</translation>
    </message>
    <message>
        <source>… and from this area (m²)</source>
        <translation>… och från denna areal (m²)</translation>
    </message>
    <message>
        <source>Adding up per estate</source>
        <translation>Summerar per stamfastighet</translation>
    </message>
    <message>
        <source>Counting free shore</source>
        <translation>Räknar fri strand</translation>
    </message>
    <message>
        <source>Counting used rights</source>
        <translation>Räknar använda rätter</translation>
    </message>
    <message>
        <source>Finding whose shore it is</source>
        <translation>Tar reda på vems stranden är</translation>
    </message>
    <message>
        <source>isn&apos;t a modified shoreline: a column is missing</source>
        <translation>är ingen omvandlad strandlinje: en kolumn saknas</translation>
    </message>
    <message>
        <source>no parcel has this id, and the site doesn&apos;t lie on one; correct the id or draw the site</source>
        <translation>inget skifte har denna beteckning och byggplatsen ligger inte på något; rätta beteckningen eller rita byggplatsen</translation>
    </message>
    <message>
        <source>the zones need a column with the norm</source>
        <translation>zonerna behöver en kolumn med dimensioneringsnormen</translation>
    </message>
    <message>
        <source>there is no such field</source>
        <translation>fältet finns inte</translation>
    </message>
    <message>
        <source>there is no such water body</source>
        <translation>vattendraget finns inte</translation>
    </message>
    <message>
        <source>Cutting the shore zone</source>
        <translation>Avgränsar strandzonen</translation>
    </message>
    <message>
        <source>Cutting what can&apos;t be built</source>
        <translation>Skär bort det som inte kan bebyggas</translation>
    </message>
    <message>
        <source>a comparison needs at least one scenario, and each its own name</source>
        <translation>en jämförelse behöver minst ett alternativ, och vart och ett ett eget namn</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>Uppgift som läses</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Fält</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Exempel</translation>
    </message>
    <message>
        <source>Fields of the layer</source>
        <translation>Lagrets fält</translation>
    </message>
    <message>
        <source>Choose a layer above to see its fields.</source>
        <translation>Välj ett lager ovan för att se dess fält.</translation>
    </message>
    <message>
        <source>{layer}: two fields fit as well, choose: {columns}</source>
        <translation>{layer}: två fält passar lika bra, välj: {columns}</translation>
    </message>
    <message>
        <source>{}: which field holds what</source>
        <translation>{}: vad varje fält innehåller</translation>
    </message>
    <message>
        <source>none</source>
        <translation>inget</translation>
    </message>
    <message>
        <source>Sureness</source>
        <translation>Säkerhet</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>Identifierat som</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Koordinatsystem</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmärkning</translation>
    </message>
    <message>
        <source>Layers found</source>
        <translation>Lager som hittades</translation>
    </message>
    <message>
        <source>Role of {}</source>
        <translation>Roll för {}</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>används inte</translation>
    </message>
    <message>
        <source>Fits as well: {}</source>
        <translation>Passar också: {}</translation>
    </message>
    <message>
        <source>Perhaps {}: choose</source>
        <translation>Kanske {}: välj</translation>
    </message>
    <message>
        <source>Another layer is taken as {}</source>
        <translation>Ett annat lager har rollen {}</translation>
    </message>
    <message>
        <source>As you chose before</source>
        <translation>Som du valde tidigare</translation>
    </message>
    <message>
        <source>Is copied beside the project</source>
        <translation>Kopieras till projektets mapp</translation>
    </message>
    <message>
        <source>What is missing, and what it costs</source>
        <translation>Vad som saknas och vad det påverkar</translation>
    </message>
    <message>
        <source>{}: can’t be answered without it</source>
        <translation>{}: kan inte bedömas utan detta</translation>
    </message>
    <message>
        <source>{}: {} of the weight stays unknown ({})</source>
        <translation>{}: {} av vikten förblir okänd ({})</translation>
    </message>
    <message>
        <source>{}: must be looked into by hand ({})</source>
        <translation>{}: måste utredas separat ({})</translation>
    </message>
    <message>
        <source>{}: what is used of the right stays unknown</source>
        <translation>{}: den använda våningsytan förblir okänd</translation>
    </message>
    <message>
        <source>New planning project</source>
        <translation>Nytt planeringsprojekt</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Vad som saknas</translation>
    </message>
    <message>
        <source>Choose where the data lie.</source>
        <translation>Välj var materialet finns.</translation>
    </message>
    <message>
        <source>Data from:</source>
        <translation>Material:</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Mapp…</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Filer…</translation>
    </message>
    <message>
        <source>Layers of the open project</source>
        <translation>Det öppna projektets lager</translation>
    </message>
    <message>
        <source>PostGIS database</source>
        <translation>PostGIS-databas</translation>
    </message>
    <message>
        <source>Municipality:</source>
        <translation>Kommun:</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Kommun</translation>
    </message>
    <message>
        <source>Shown on maps and reports</source>
        <translation>Visas på kartor och i rapporter</translation>
    </message>
    <message>
        <source>Folder of the project</source>
        <translation>Projektets mapp</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Rubrik</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppa</translation>
    </message>
    <message>
        <source>Make the project</source>
        <translation>Skapa projektet</translation>
    </message>
    <message>
        <source>Folder of the data</source>
        <translation>Materialets mapp</translation>
    </message>
    <message>
        <source>Data files</source>
        <translation>Materialfiler</translation>
    </message>
    <message>
        <source>The open project has no layers that could be used.</source>
        <translation>Det öppna projektet har inga lager som kunde användas.</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connections yet</source>
        <translation>QGIS har inga PostgreSQL-anslutningar ännu</translation>
    </message>
    <message>
        <source>Looking at the data…</source>
        <translation>Materialet identifieras…</translation>
    </message>
    <message>
        <source>Looking at the data… {} layers</source>
        <translation>Materialet identifieras… {} lager</translation>
    </message>
    <message>
        <source>{} layers found, {} of them with a role.</source>
        <translation>{} lager hittades, och {} av dem fick en roll.</translation>
    </message>
    <message>
        <source>Look at the {} layers with a note in bold: something else fits as well.</source>
        <translation>Granska anmärkningarna i fet stil ({}): något annat passar också.</translation>
    </message>
    <message>
        <source>The folder has a planning project already. Replace its case file and project?</source>
        <translation>I mappen finns redan ett planeringsprojekt. Ska dess fallfil och projekt ersättas?</translation>
    </message>
    <message>
        <source>Copying layers…</source>
        <translation>Lager kopieras…</translation>
    </message>
    <message>
        <source>Recognising data</source>
        <translation>Identifiering av material</translation>
    </message>
    <message>
        <source>Copying layers</source>
        <translation>Kopiering av lager</translation>
    </message>
    <message>
        <source>New planning project…</source>
        <translation>Nytt planeringsprojekt…</translation>
    </message>
    <message>
        <source>has no shore: all of its border is the edge of the data or of other water</source>
        <translation>har ingen strand: hela dess gräns är kanten av materialet eller av ett annat vattenområde</translation>
    </message>
    <message>
        <source>What can be answered</source>
        <translation>Vad materialet räcker till</translation>
    </message>
    <message>
        <source>can’t be answered, missing: {}</source>
        <translation>kan inte bedömas, saknas: {}</translation>
    </message>
    <message>
        <source>nothing can be known</source>
        <translation>inget kan bli känt</translation>
    </message>
    <message>
        <source>all of the evidence can be known</source>
        <translation>alla uppgifter som behövs kan bli kända</translation>
    </message>
    <message>
        <source>at most {} of the evidence can be known</source>
        <translation>högst {} av uppgifterna kan bli kända</translation>
    </message>
    <message>
        <source>Map data ({})</source>
        <translation>Geodata ({})</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connection of this name</source>
        <translation>QGIS har ingen PostgreSQL-anslutning med detta namn</translation>
    </message>
    <message>
        <source>Writing the result layers</source>
        <translation>Resultatlagren skrivs</translation>
    </message>
    <message>
        <source>can&apos;t be added to the project</source>
        <translation>kan inte läggas till i projektet</translation>
    </message>
    <message>
        <source>can&apos;t be opened</source>
        <translation>kan inte öppnas</translation>
    </message>
    <message>
        <source>could not be written</source>
        <translation>kunde inte skrivas</translation>
    </message>
    <message>
        <source>doesn&apos;t reach the area</source>
        <translation>når inte området</translation>
    </message>
    <message>
        <source>has no features</source>
        <translation>har inga objekt</translation>
    </message>
    <message>
        <source>holds points, lines and areas mixed</source>
        <translation>innehåller punkter, linjer och ytor blandat</translation>
    </message>
    <message>
        <source>must have square cells</source>
        <translation>måste ha kvadratiska celler</translation>
    </message>
    <message>
        <source>the coordinate system is not known</source>
        <translation>koordinatsystemet är inte känt</translation>
    </message>
    <message>
        <source>the database can&apos;t be read</source>
        <translation>databasen kan inte läsas</translation>
    </message>
    <message>
        <source>the layer can&apos;t be opened</source>
        <translation>lagret kan inte öppnas</translation>
    </message>
    <message>
        <source>the layer has none of the criteria&apos;s fields</source>
        <translation>lagret har inget av kriteriernas fält</translation>
    </message>
    <message>
        <source>the result can&apos;t be opened</source>
        <translation>resultatet kan inte öppnas</translation>
    </message>
    <message>
        <source>the table can&apos;t be opened</source>
        <translation>tabellen kan inte öppnas</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Conflicts between aims</source>
        <translation>Konflikter mellan målen</translation>
    </message>
    <message>
        <source>Lays result layers over each other and over the zoning, and says where two aims want the same ground: industry against recreation or holiday housing, infill against heritage. Each piece tells how large it is and what each aim would lose of its points and of its hectares, building places or floor area. Which pairs are looked at is in resources/methods/conflicts.yaml. It is a comparison, not a decision.</source>
        <translation>Lägger resultatlager över varandra och över planen och berättar var två mål vill ha samma mark: industri mot rekreation eller fritidsboende, komplettering mot kulturmiljö. För varje bit anges storleken och vad vardera målet skulle förlora av sina poäng och av sina hektar, byggplatser eller våningsyta. Vilka par som granskas står i resources/methods/conflicts.yaml. Resultatet är en jämförelse, inte ett beslut.</translation>
    </message>
    <message>
        <source>Result of the industrial reservation</source>
        <translation>Resultat av industrireserveringen</translation>
    </message>
    <message>
        <source>Result of holiday housing</source>
        <translation>Resultat av fritidsboende vid stranden</translation>
    </message>
    <message>
        <source>Result of infill</source>
        <translation>Resultat av kompletteringsbyggandet</translation>
    </message>
    <message>
        <source>Built heritage areas</source>
        <translation>Områden med byggd kulturmiljö</translation>
    </message>
    <message>
        <source>Plan units with their protection</source>
        <translation>Planenheter med skyddsbeteckningar</translation>
    </message>
    <message>
        <source>Further layers that want ground</source>
        <translation>Andra lager som vill ha mark</translation>
    </message>
    <message>
        <source>Each is compared with every aim above; with a field “score”, only rows that have one.</source>
        <translation>Varje lager jämförs med alla mål ovan; om lagret har fältet ”score”, endast objekt med poäng.</translation>
    </message>
    <message>
        <source>Counting permitted and used building right</source>
        <translation>Beräknar tillåten och utnyttjad byggrätt</translation>
    </message>
    <message>
        <source>Counting shore rights per original estate</source>
        <translation>Räknar strandbyggrätter per stamfastighet</translation>
    </message>
    <message>
        <source>Judging parcels for the industrial reservation</source>
        <translation>Bedömer skiften för industrireserveringen</translation>
    </message>
    <message>
        <source>Looking for aims that want the same ground</source>
        <translation>Söker mål som vill ha samma mark</translation>
    </message>
    <message>
        <source>Looking for shore parcels for holiday housing</source>
        <translation>Söker strandskiften för fritidsboende</translation>
    </message>
    <message>
        <source>Measuring the modified shoreline</source>
        <translation>Mäter den omvandlade strandlinjen</translation>
    </message>
    <message>
        <source>Ranking plots for infill</source>
        <translation>Rangordnar tomter för kompletteringsbyggande</translation>
    </message>
    <message>
        <source>Reading and checking the layers</source>
        <translation>Läser och granskar lagren</translation>
    </message>
    <message>
        <source>a shoreline method has no parameter {}</source>
        <translation>en strandlinjemetod har ingen parameter {}</translation>
    </message>
    <message>
        <source>at least two layers must be given</source>
        <translation>ange minst två lager</translation>
    </message>
    <message>
        <source>can&apos;t be opened as map data: {}</source>
        <translation>kan inte öppnas som kartdata: {}</translation>
    </message>
    <message>
        <source>can&apos;t be read ({})</source>
        <translation>kan inte läsas ({})</translation>
    </message>
    <message>
        <source>can&apos;t be read: {}</source>
        <translation>kan inte läsas: {}</translation>
    </message>
    <message>
        <source>can&apos;t be written: {}</source>
        <translation>kan inte skrivas: {}</translation>
    </message>
    <message>
        <source>combine is {0!r}; it must be one of {1}</source>
        <translation>combine är {0!r}; det måste vara något av {1}</translation>
    </message>
    <message>
        <source>compares {0} criteria; {1} is the most</source>
        <translation>jämför {0} kriterier; högst {1} är möjligt</translation>
    </message>
    <message>
        <source>constraint {} compares numbers with text</source>
        <translation>villkoret {} jämför tal med text</translation>
    </message>
    <message>
        <source>could not be written: {}</source>
        <translation>kunde inte skrivas: {}</translation>
    </message>
    <message>
        <source>criterion {!r} is given twice</source>
        <translation>kriteriet {!r} är angivet två gånger</translation>
    </message>
    <message>
        <source>ends too early: {0} bytes of {1}</source>
        <translation>slutar för tidigt: {0} byte av {1}</translation>
    </message>
    <message>
        <source>give an amount for each area: {{{}}}</source>
        <translation>ange en mängd för varje område: {{{}}}</translation>
    </message>
    <message>
        <source>give fields or layers, else nothing tells the layer</source>
        <translation>ange fält eller lager: annars säger inget vad lagret är</translation>
    </message>
    <message>
        <source>give one of field, value and layer</source>
        <translation>ange ett av field, value och layer</translation>
    </message>
    <message>
        <source>has heights in {0}, layer &apos;{1}&apos; in {2}: heights are not converted, give both in one system</source>
        <translation>har höjder i {0}, lagret ”{1}” i {2}: höjder omvandlas inte, ange båda i samma system</translation>
    </message>
    <message>
        <source>has no criteria</source>
        <translation>har inga kriterier</translation>
    </message>
    <message>
        <source>has no layer &apos;{0}&apos;; it has {1}</source>
        <translation>har inget lager ”{0}”; där finns {1}</translation>
    </message>
    <message>
        <source>has several target areas ({}), so its candidates must have places</source>
        <translation>har flera målområden ({}), så kandidaterna måste ha platser</translation>
    </message>
    <message>
        <source>has too few pairs</source>
        <translation>har för få par</translation>
    </message>
    <message>
        <source>has {0} different reasons, at most {1} are kept apart; give kinds, not names</source>
        <translation>har {0} olika skäl, högst {1} hålls isär; ange slag, inte namn</translation>
    </message>
    <message>
        <source>has {} numbers, which is no square matrix</source>
        <translation>har {} tal, vilket inte ger en kvadratisk matris</translation>
    </message>
    <message>
        <source>is larger than the {} bytes a plan file may have</source>
        <translation>är större än de {} byte som en planfil får ha</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>saknas</translation>
    </message>
    <message>
        <source>is no result of a planning run: a column is missing</source>
        <translation>är inget resultat av en planeringskörning: en kolumn saknas</translation>
    </message>
    <message>
        <source>is not YAML ({})</source>
        <translation>är inte YAML ({})</translation>
    </message>
    <message>
        <source>is not a column of {}</source>
        <translation>är ingen kolumn i {}</translation>
    </message>
    <message>
        <source>is not a criterion of {}</source>
        <translation>är inget kriterium i {}</translation>
    </message>
    <message>
        <source>is not a job; jobs are {}</source>
        <translation>är ingen uppgift; uppgifterna är {}</translation>
    </message>
    <message>
        <source>is not a known key</source>
        <translation>är en okänd nyckel</translation>
    </message>
    <message>
        <source>is not a known key; did you mean {!r}?</source>
        <translation>är en okänd nyckel; menade du {!r}?</translation>
    </message>
    <message>
        <source>is not a parameter of shore rights</source>
        <translation>är ingen parameter för strandbyggrätten</translation>
    </message>
    <message>
        <source>is not a parameter of {0}: {1}</source>
        <translation>är ingen parameter i {0}: {1}</translation>
    </message>
    <message>
        <source>is not a parameter; there are {}</source>
        <translation>är ingen parameter; parametrarna är {}</translation>
    </message>
    <message>
        <source>is not a pattern: {}</source>
        <translation>är inget mönster: {}</translation>
    </message>
    <message>
        <source>is not a result of a job: it has no such field</source>
        <translation>är inget resultatlager: fältet saknas</translation>
    </message>
    <message>
        <source>is not a role; roles are {}</source>
        <translation>är ingen roll; rollerna är {}</translation>
    </message>
    <message>
        <source>is not one of {}</source>
        <translation>är inget av {}</translation>
    </message>
    <message>
        <source>is {0} bytes, more than the {1} a policy file may have</source>
        <translation>är {0} byte, mer än de {1} som en styrfil får ha</translation>
    </message>
    <message>
        <source>it looks like {}, which no job reads; choose its role</source>
        <translation>det ser ut som {}, som ingen uppgift läser; välj dess roll</translation>
    </message>
    <message>
        <source>its metadata could not be written: {}</source>
        <translation>dess metadata kunde inte skrivas: {}</translation>
    </message>
    <message>
        <source>measure {} has no area</source>
        <translation>åtgärden {} har inget område</translation>
    </message>
    <message>
        <source>measure {} is not spatial, so it can&apos;t have a target</source>
        <translation>åtgärden {} är inte rumslig och kan därför inte ha ett mål</translation>
    </message>
    <message>
        <source>measure {} is spatial, so it needs a target</source>
        <translation>åtgärden {} är rumslig och behöver därför ett mål</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>måste vara en lista</translation>
    </message>
    <message>
        <source>must be a list for &apos;in&apos;</source>
        <translation>måste vara en lista för ”in”</translation>
    </message>
    <message>
        <source>must be a number from {0:g} to {1:g}</source>
        <translation>måste vara ett tal från {0:g} till {1:g}</translation>
    </message>
    <message>
        <source>must be id=number, …, with ids {}</source>
        <translation>måste vara id=tal, …, med id {}</translation>
    </message>
    <message>
        <source>must be in growing order</source>
        <translation>måste stå i stigande ordning</translation>
    </message>
    <message>
        <source>must be one of {}</source>
        <translation>måste vara något av {}</translation>
    </message>
    <message>
        <source>must be text</source>
        <translation>måste vara text</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>måste vara true eller false</translation>
    </message>
    <message>
        <source>must be {0:g}-{1:g}</source>
        <translation>måste vara {0:g}–{1:g}</translation>
    </message>
    <message>
        <source>must differ from &apos;full&apos;</source>
        <translation>måste skilja sig från ”full”</translation>
    </message>
    <message>
        <source>must not be above &apos;strict&apos;</source>
        <translation>får inte vara större än ”strict”</translation>
    </message>
    <message>
        <source>names a connection of QGIS or service=NAME; a password must not stand in a file</source>
        <translation>är namnet på en anslutning i QGIS eller service=NAMN; ett lösenord får inte stå i en fil</translation>
    </message>
    <message>
        <source>needs at least one regulation code</source>
        <translation>behöver minst en planbestämmelsekod</translation>
    </message>
    <message>
        <source>needs from, to or both</source>
        <translation>behöver from, to eller båda</translation>
    </message>
    <message>
        <source>nothing known fits it; choose its role</source>
        <translation>inget känt material passar; välj dess roll</translation>
    </message>
    <message>
        <source>row {0}, column {1} is not a number like 3, 0.5 or 1/3</source>
        <translation>rad {0}, kolumn {1} är inget tal som 3, 0.5 eller 1/3</translation>
    </message>
    <message>
        <source>row {0}, column {1} is outside 1/9-9</source>
        <translation>rad {0}, kolumn {1} ligger utanför 1/9–9</translation>
    </message>
    <message>
        <source>row {0}, column {1} says {2}, so row {1}, column {0} must say {3}, not {4}</source>
        <translation>rad {0}, kolumn {1} är {2}, så rad {1}, kolumn {0} måste vara {3}, inte {4}</translation>
    </message>
    <message>
        <source>row {} doesn&apos;t compare its criterion with itself as 1</source>
        <translation>rad {} jämför inte sitt kriterium med sig självt som 1</translation>
    </message>
    <message>
        <source>signature {!r} is there twice</source>
        <translation>signaturen {!r} finns två gånger</translation>
    </message>
    <message>
        <source>tag {} is not allowed</source>
        <translation>YAML-taggen {} är inte tillåten</translation>
    </message>
    <message>
        <source>the case has no {}, which the job needs</source>
        <translation>i fallet saknas {}, som uppgiften behöver</translation>
    </message>
    <message>
        <source>the criteria file {} must have this parameter</source>
        <translation>kriteriefilen {} måste ha denna parameter</translation>
    </message>
    <message>
        <source>the id is there twice, so the runs can&apos;t be matched</source>
        <translation>id finns två gånger, så körningarna kan inte jämföras</translation>
    </message>
    <message>
        <source>the judgements contradict each other (consistency ratio {0:.3f} &gt; {1:.2f}); the one to look at first is {2}: {3} given, {4} implied by the others</source>
        <translation>bedömningarna motsäger varandra (konsistenskvot {0:.3f} &gt; {1:.2f}); granska först {2}: angivet {3}, av de övriga följer {4}</translation>
    </message>
    <message>
        <source>the scale of the practice municipality is from 1 to {}</source>
        <translation>övningskommunens storlek är 1–{}</translation>
    </message>
    <message>
        <source>the weight of {} must be 0 or more</source>
        <translation>vikten för {} måste vara minst 0</translation>
    </message>
    <message>
        <source>the weights of a level sum to 0</source>
        <translation>vikterna på en nivå har summan 0</translation>
    </message>
    <message>
        <source>there is no code list {!r}</source>
        <translation>det finns ingen kodlista {!r}</translation>
    </message>
    <message>
        <source>there is no file {}</source>
        <translation>filen {} finns inte</translation>
    </message>
    <message>
        <source>value {} is outside 0-1</source>
        <translation>värdet {} ligger utanför 0–1</translation>
    </message>
    <message>
        <source>window must be west, south, east, north</source>
        <translation>fönstret måste vara väst, syd, öst, nord</translation>
    </message>
    <message>
        <source>{!r} can&apos;t be read</source>
        <translation>{!r} kan inte läsas</translation>
    </message>
    <message>
        <source>{!r} is not a colour like &apos;#b98444&apos;</source>
        <translation>{!r} är ingen färg som ”#b98444”</translation>
    </message>
    <message>
        <source>{!r} is not a known area</source>
        <translation>{!r} är ett okänt område</translation>
    </message>
    <message>
        <source>{!r} is not a known plan code or land use</source>
        <translation>{!r} är en okänd planbeteckning eller markanvändning</translation>
    </message>
    <message>
        <source>{!r} is not a number</source>
        <translation>{!r} är inget tal</translation>
    </message>
    <message>
        <source>{!r} is not a pair of aims</source>
        <translation>{!r} är inget par av mål</translation>
    </message>
    <message>
        <source>{!r} is not a pair of numbers</source>
        <translation>{!r} är inget talpar</translation>
    </message>
    <message>
        <source>{!r} is not a role</source>
        <translation>{!r} är ingen roll</translation>
    </message>
    <message>
        <source>{!r} is not a word, or is given twice</source>
        <translation>{!r} är inget ord, eller är angivet två gånger</translation>
    </message>
    <message>
        <source>{!r} names no parameter of this file</source>
        <translation>{!r} är ingen parameter i denna fil</translation>
    </message>
    <message>
        <source>{!r} names no parameter of this file that is a number from 0 to 100</source>
        <translation>{!r} är ingen parameter i denna fil som är ett tal från 0 till 100</translation>
    </message>
    <message>
        <source>{!r} names no true-or-false parameter of this file</source>
        <translation>{!r} är ingen parameter i denna fil med värdet true eller false</translation>
    </message>
    <message>
        <source>{0!r} is already a name of {1}</source>
        <translation>{0!r} är redan ett namn på {1}</translation>
    </message>
    <message>
        <source>{0!r} is not a known area; did you mean {1!r}?</source>
        <translation>{0!r} är ett okänt område; menade du {1!r}?</translation>
    </message>
    <message>
        <source>{0!r} is not a known plan code or land use; did you mean {1!r}?</source>
        <translation>{0!r} är en okänd planbeteckning eller markanvändning; menade du {1!r}?</translation>
    </message>
    <message>
        <source>{0!r} is not normalised, write {1!r}</source>
        <translation>{0!r} är inte normaliserat, skriv {1!r}</translation>
    </message>
    <message>
        <source>{0!r} is not one of {1}</source>
        <translation>{0!r} är inget av {1}</translation>
    </message>
    <message>
        <source>{0!r} is not one of {1}; did you mean {2!r}?</source>
        <translation>{0!r} är inget av {1}; menade du {2!r}?</translation>
    </message>
    <message>
        <source>{0} is after {1}</source>
        <translation>{0} är senare än {1}</translation>
    </message>
    <message>
        <source>{0} is not one of {1}</source>
        <translation>{0} är inget av {1}</translation>
    </message>
    <message>
        <source>{0} is outside {1}-{2}</source>
        <translation>{0} ligger utanför {1}–{2}</translation>
    </message>
    <message>
        <source>{0} must be above the class before it ({1})</source>
        <translation>{0} måste vara större än klassen före ({1})</translation>
    </message>
    <message>
        <source>{} can&apos;t both advance and conflict</source>
        <translation>{} kan inte både främja och stå i konflikt</translation>
    </message>
    <message>
        <source>{} has no polygon</source>
        <translation>{} saknar område på kartan</translation>
    </message>
    <message>
        <source>{} is given twice</source>
        <translation>{} är angivet två gånger</translation>
    </message>
    <message>
        <source>{} is not a year</source>
        <translation>{} är inget årtal</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Jämför körningar</translation>
    </message>
    <message>
        <source>Lays two planning runs side by side: which parcels and plots appeared or went, were divided or joined, whose status or score changed and by which criterion, and how the gaps of the strategy&apos;s targets moved. What differs in parameters and data between the runs is said first: not every change is one on the ground.</source>
        <translation>Ställer två körningar sida vid sida: vilka fastigheter och tomter som tillkommit eller försvunnit, delats eller slagits samman, vilkas status eller poäng ändrats och av vilket kriterium, och hur bristerna i strategins mål rört sig. Först sägs vad som skiljer i parametrar och material: alla förändringar har inte skett i terrängen.</translation>
    </message>
    <message>
        <source>The folder that a planning run wrote, with results.gpkg in it.</source>
        <translation>Mappen som en körning skrev, med results.gpkg i den.</translation>
    </message>
    <message>
        <source>Folder of the earlier run</source>
        <translation>Den tidigare körningens mapp</translation>
    </message>
    <message>
        <source>Folder of the later run</source>
        <translation>Den senare körningens mapp</translation>
    </message>
    <message>
        <source>List what stayed the same, too</source>
        <translation>Ta med även det som är oförändrat</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Förändringar</translation>
    </message>
    <message>
        <source>Changes of the strategy&apos;s gaps</source>
        <translation>Förändringar i strategins brister</translation>
    </message>
    <message>
        <source>Only one of the runs has the layer {}: it is left out.</source>
        <translation>Bara den ena körningen har lagret {}: det lämnas bort.</translation>
    </message>
    <message>
        <source>Finding the nearest schools</source>
        <translation>Söker närmaste skolor</translation>
    </message>
    <message>
        <source>has no scenario</source>
        <translation>innehåller inget alternativ</translation>
    </message>
    <message>
        <source>must be NAME: e=0.8 or NAME: storeys=+1, with @ AREA behind it</source>
        <translation>måste vara NAMN: e=0.8 eller NAMN: storeys=+1, vid behov följt av @ OMRÅDE</translation>
    </message>
    <message>
        <source>the folder has no results.gpkg, so it isn&apos;t a planning run&apos;s</source>
        <translation>mappen har ingen results.gpkg, så den är inte en körnings mapp</translation>
    </message>
    <message>
        <source>the two runs have no question in common</source>
        <translation>körningarna har ingen gemensam fråga</translation>
    </message>
    <message>
        <source>How sure the rank is</source>
        <translation>Hur säker platsen är</translation>
    </message>
    <message>
        <source>rank {}</source>
        <translation>plats {}</translation>
    </message>
    <message>
        <source>weight halved</source>
        <translation>vikten halverad</translation>
    </message>
    <message>
        <source>weight raised by half</source>
        <translation>vikten 1,5-faldig</translation>
    </message>
    <message>
        <source>numbers: rank</source>
        <translation>siffror: plats</translation>
    </message>
    <message>
        <source>Reading the evidence of {}</source>
        <translation>Läser uppgifterna i {}</translation>
    </message>
    <message>
        <source>How sure the ranks are</source>
        <translation>Hur säkra platserna är</translation>
    </message>
    <message>
        <source>Move a weight: scores, ranks and the map follow at once. The results themselves stay.</source>
        <translation>Flytta en vikt: poäng, platser och karta följer genast. Själva resultaten ändras inte.</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>Kriterium</translation>
    </message>
    <message>
        <source>Of the whole</source>
        <translation>Av hela vikten</translation>
    </message>
    <message>
        <source>The run&apos;s weights</source>
        <translation>Körningens vikter</translation>
    </message>
    <message>
        <source>Save as a criteria file…</source>
        <translation>Spara som kriteriefil…</translation>
    </message>
    <message>
        <source>All weights are 0: nothing would decide. The last scores stay on show.</source>
        <translation>Alla vikter är 0: inget skulle avgöra. De senaste poängen visas fortfarande.</translation>
    </message>
    <message>
        <source>Added right: scenarios</source>
        <translation>Tilläggsbyggrätt: alternativ</translation>
    </message>
    <message>
        <source>Works out what a higher plot ratio or more storeys would add: floor area, dwellings, parking places, pupils and day-care places, per plan unit and per area, several scenarios side by side. Children go to the nearest school along the roads. Protected units are left out unless asked for. Areas are the target areas given, else the districts.</source>
        <translation>Räknar ut vad ett högre exploateringstal eller flera våningar skulle ge: våningsyta, bostäder, bilplatser, elever och dagvårdsplatser per planenhet och per område, flera alternativ sida vid sida. Barnen går till närmaste skola längs vägarna. Skyddade objekt lämnas utanför om inget annat begärs. Områdena är de målområden som ges, annars stadsdelarna.</translation>
    </message>
    <message>
        <source>Plan units by scenario</source>
        <translation>Planenheter enligt alternativ</translation>
    </message>
    <message>
        <source>Totals by area and scenario</source>
        <translation>Summor enligt område och alternativ</translation>
    </message>
    <message>
        <source>Schools and day care by scenario</source>
        <translation>Skolor och daghem enligt alternativ</translation>
    </message>
    <message>
        <source>Scenarios side by side</source>
        <translation>Alternativen sida vid sida</translation>
    </message>
    <message>
        <source>Counts the floor area that the plan permits on each plan unit, what stands there, and what is left. The right is read from numbers or from the plan&apos;s notation (e=0.40, 2740+yht 260+t50, II-IV). What can&apos;t be known stays empty, with the reason; overbuilding on one unit never hides the reserve of another. With parcels given, the right is put together per parcel from the zones it lies in. A general plan given as zoning is followed from right to detail plan, permit and building.</source>
        <translation>Räknar den våningsyta som planen tillåter på varje planenhet, vad som står där och vad som är kvar. Byggrätten läses ur tal eller planbeteckning (e=0.40, 2740+yht 260+t50, II-IV). Det som inte kan vetas lämnas tomt med orsaken; överskridning på en tomt döljer aldrig en annans reserv. Om fastigheter ges sätts byggrätten ihop per fastighet av de planområden den ligger i. En generalplan som ges som plan följs från byggrätt till detaljplan, lov och byggnad.</translation>
    </message>
    <message>
        <source>Blocks: right, use, reserve</source>
        <translation>Kvarter: byggrätt, utnyttjat, reserv</translation>
    </message>
    <message>
        <source>Districts: right, use, reserve</source>
        <translation>Stadsdelar: byggrätt, utnyttjat, reserv</translation>
    </message>
    <message>
        <source>Districts for publishing: few units are hidden</source>
        <translation>Stadsdelar för publicering: små grupper är dolda</translation>
    </message>
    <message>
        <source>Damaged buildings of the municipality</source>
        <translation>Kommunens skadade byggnader</translation>
    </message>
    <message>
        <source>Buildings whose property id and place disagree</source>
        <translation>Byggnader vars fastighetsbeteckning och läge inte stämmer överens</translation>
    </message>
    <message>
        <source>Buildings on no plot</source>
        <translation>Byggnader som inte står på någon tomt</translation>
    </message>
    <message>
        <source>General plan areas: from right to building</source>
        <translation>Generalplanens områden: från byggrätt till byggnad</translation>
    </message>
    <message>
        <source>Block cards to print</source>
        <translation>Kvarterskort att skriva ut</translation>
    </message>
    <message>
        <source>Fitting places along the shore</source>
        <translation>Platser passas in längs stranden</translation>
    </message>
    <message>
        <source>Working out scenarios of added right</source>
        <translation>Räknar alternativ för tilläggsbyggrätt</translation>
    </message>
    <message>
        <source>must be a day, as 2026-01-31</source>
        <translation>måste vara en dag, t.ex. 2026-01-31</translation>
    </message>
    <message>
        <source>needs the general plan as zoning</source>
        <translation>kräver generalplanen som planens områdesreserveringar</translation>
    </message>
    <message>
        <source>Rank {}, and it stays so when each weight changes by up to ±{}.</source>
        <translation>Plats {}; den består när varje vikt ändras högst ±{}.</translation>
    </message>
    <message>
        <source>No change of weights topples the first.</source>
        <translation>Ingen ändring av vikterna fäller ettan.</translation>
    </message>
    <message>
        <source>The first place is shared or hangs by a hair: {} is as good as {}.</source>
        <translation>Förstaplatsen är delad eller hänger på ett hår: {} är lika bra som {}.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Före</translation>
    </message>
    <message>
        <source>Weights can be tried where the method is the weighted sum.</source>
        <translation>Vikter kan prövas när metoden är vägd summa.</translation>
    </message>
    <message>
        <source>Criteria file (*.yaml)</source>
        <translation>Kriteriefil (*.yaml)</translation>
    </message>
    <message>
        <source>Name it as CRITERIA of the algorithm or as `criteria` of the job in the case file: {}</source>
        <translation>Ange filen som algoritmens CRITERIA eller som jobbets `criteria` i fallfilen: {}</translation>
    </message>
    <message>
        <source>Criteria saved</source>
        <translation>Kriterierna sparade</translation>
    </message>
    <message>
        <source>Shore parcels</source>
        <translation>Strandfastigheter</translation>
    </message>
    <message>
        <source>Places that fit side by side</source>
        <translation>Platser som ryms bredvid varandra</translation>
    </message>
    <message>
        <source>Land-use programme</source>
        <translation>Åtgärdsprogram för markanvändningen</translation>
    </message>
    <message>
        <source>Makes projects of a planning run&apos;s results, with the costs of a file that the city keeps, and chooses which are done in which year: the most benefit that budgets and rules allow. It says how far from the best the choice may be at most. A project whose cost, amount or score is unknown is listed but never chosen.</source>
        <translation>Gör projekt av en körnings resultat med kostnaderna i en fil som staden för, och väljer vilka som görs vilket år: den största nytta som budgetarna och reglerna tillåter. Säger hur långt från det bästa valet högst kan vara. Ett projekt vars kostnad, mängd eller poäng är okänd räknas upp men väljs aldrig.</translation>
    </message>
    <message>
        <source>Folder of a planning run</source>
        <translation>En körnings mapp</translation>
    </message>
    <message>
        <source>Costs and kinds of project</source>
        <translation>Kostnader och projektslag</translation>
    </message>
    <message>
        <source>The file that comes along holds invented costs for the practice municipality: copy it.</source>
        <translation>Filen som följer med har påhittade kostnader för övningskommunen: kopiera den som botten.</translation>
    </message>
    <message>
        <source>Budgets, as year=euros; year=euros</source>
        <translation>Budgetar, som år=euro; år=euro</translation>
    </message>
    <message>
        <source>Empty: those of the file of costs.</source>
        <translation>Tomt: kostnadsfilens budgetar.</translation>
    </message>
    <message>
        <source>Rules in place of the file&apos;s</source>
        <translation>Regler i stället för filens</translation>
    </message>
    <message>
        <source>A file with the keys “rules”, “fixed” or both.</source>
        <translation>En fil med nycklarna ”rules”, ”fixed” eller båda.</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Programme by year and measure</source>
        <translation>Programmet per år och åtgärd</translation>
    </message>
    <message>
        <source>Programme as PDF</source>
        <translation>Programmet som PDF</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF-filer (*.pdf)</translation>
    </message>
    <message>
        <source>Programme as text document</source>
        <translation>Programmet som textdokument</translation>
    </message>
    <message>
        <source>ODT files (*.odt)</source>
        <translation>ODT-filer (*.odt)</translation>
    </message>
    <message>
        <source>The run has no layer {}: it gives no projects.</source>
        <translation>Körningen har inte lagret {}: det ger inga projekt.</translation>
    </message>
    <message>
        <source>Choosing projects within the budgets</source>
        <translation>Väljer projekt inom budgetarna</translation>
    </message>
    <message>
        <source>a kind can&apos;t wait for itself</source>
        <translation>ett slag kan inte vänta på sig självt</translation>
    </message>
    <message>
        <source>a rule or a fixed cost is of a year that has no budget</source>
        <translation>en regel eller fast utgift gäller ett år utan budget</translation>
    </message>
    <message>
        <source>a rule says one of at_least, most_per_year and after</source>
        <translation>en regel säger en av at_least, most_per_year och after</translation>
    </message>
    <message>
        <source>at_least and by belong together</source>
        <translation>at_least och by hör ihop</translation>
    </message>
    <message>
        <source>by {0} at least {1} is asked for, but budgets, costs and other rules allow at most {2}</source>
        <translation>till år {0} krävs minst {1}, men budgetar, kostnader och andra regler tillåter högst {2}</translation>
    </message>
    <message>
        <source>must be year=euros; year=euros, each year once</source>
        <translation>ska vara år=euro; år=euro, varje år en gång</translation>
    </message>
    <message>
        <source>must end with .pdf or .odt</source>
        <translation>ändelsen ska vara .pdf eller .odt</translation>
    </message>
    <message>
        <source>no year has a budget</source>
        <translation>inget år har en budget</translation>
    </message>
    <message>
        <source>the fixed costs alone are more than the budget</source>
        <translation>de fasta utgifterna ensamma överstiger budgeten</translation>
    </message>
    <message>
        <source>the layer lacks a column that its projects are made of</source>
        <translation>lagret saknar en kolumn som dess projekt görs av</translation>
    </message>
    <message>
        <source>the rules together can&apos;t be kept within the budgets</source>
        <translation>reglerna kan inte alla följas inom budgetarna</translation>
    </message>
    <message>
        <source>the run has none of the layers that projects are made of: {}</source>
        <translation>körningen har inget av de lager som projekt görs av: {}</translation>
    </message>
    <message>
        <source>two kinds have the same id</source>
        <translation>två slag har samma beteckning</translation>
    </message>
    <message>
        <source>{!r} is not a year</source>
        <translation>{!r} är inget år</translation>
    </message>
    <message>
        <source>Looks for shore parcels that can take new holiday homes. Cuts the ground that can be built on (setbacks, flood, slope, wetland, protected areas, relics, power lines, plans in force), fits building places side by side along the free shore, and compares with what is left of the right. Holiday areas of plans in force are reserve, never candidates. Parcels away from any shore are left out.</source>
        <translation>Söker strandfastigheter där nya fritidshus ryms. Avgränsar den byggbara marken (avstånd, översvämning, lutning, myr, skyddsområden, fornlämningar, ledningsområden, gällande planer), placerar byggplatser bredvid varandra på den fria stranden och jämför med den rätt som är kvar. Fritidsområden i gällande planer är reserv, inte kandidater. Fastigheter utan strand lämnas bort.</translation>
    </message>
    <message>
        <source>Reading the results…</source>
        <translation>Läser resultaten…</translation>
    </message>
    <message>
        <source>Weight in the group</source>
        <translation>Vikt i gruppen</translation>
    </message>
    <message>
        <source>has several keys on one line; begin a line with each</source>
        <translation>har flera nycklar på en rad; börja en rad med var och en</translation>
    </message>
    <message>
        <source>Change a project made before…</source>
        <translation>Ändra ett tidigare projekt…</translation>
    </message>
    <message>
        <source>Case files (*.yaml *.yml)</source>
        <translation>Fallfiler (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Checking data</source>
        <translation>Granskning av material</translation>
    </message>
    <message>
        <source>Rank {}. When each weight changes by up to ±{}, the rank is {}–{}; among the {} best in {} of {} drawings.</source>
        <translation>Plats {}. När varje vikt ändras högst ±{} är platsen {}–{}; bland de {} bästa i {} av {} dragningar.</translation>
    </message>
    <message>
        <source>The first, {}, is toppled by {} when {} of the weight moves: {} (percentage points).</source>
        <translation>Ettan {} passeras av {} när {} av vikten flyttas: {} (procentenheter).</translation>
    </message>
    <message>
        <source>Another file for this…</source>
        <translation>En annan fil i stället…</translation>
    </message>
    <message>
        <source>What the data are enough for</source>
        <translation>Vad materialet räcker till</translation>
    </message>
    <message>
        <source>What was noticed in the data</source>
        <translation>Vad som märktes i materialet</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Spara projektet</translation>
    </message>
    <message>
        <source>No layer of that file looks like {}: choose the role yourself.</source>
        <translation>Inget lager i filen ser ut som {}: välj rollen själv.</translation>
    </message>
    <message>
        <source>{} is now taken from {}.</source>
        <translation>{} tas nu från {}.</translation>
    </message>
    <message>
        <source>Shore rights per original estate</source>
        <translation>Strandrätter per stamfastighet</translation>
    </message>
    <message>
        <source>Divides the modified shoreline to properties, gathers them to original estates per water body, and counts the right by a norm or by zones of norms, what is used by buildings, plans and the planner&apos;s table of sites, and what is left; then divides it among the present properties. Where the original estate isn&apos;t known, the present property stands in and every output says so. The layer of used sites can be corrected and given back. A planner&apos;s aid, not a statement of rights.</source>
        <translation>Fördelar den omvandlade strandlinjen på fastigheterna, samlar dem till stamfastigheter per vattendrag och räknar rätten enligt en norm eller normzoner, vad byggnader, planer och planerarens tabell använder, och vad som är kvar; fördelar det sedan på de nuvarande fastigheterna. Där stamfastigheten inte är känd räknas den nuvarande fastigheten, och varje resultat säger det. Lagret med använda platser kan rättas och ges tillbaka. Ett hjälpmedel för planeraren, ingen utsaga om rättigheter.</translation>
    </message>
    <message>
        <source>Method, where no modified shoreline is given</source>
        <translation>Metod, om ingen omvandlad strandlinje anges</translation>
    </message>
    <message>
        <source>Lake report</source>
        <translation>Sjörapport</translation>
    </message>
    <message>
        <source>Right (building places)</source>
        <translation>Rätt (byggplatser)</translation>
    </message>
    <message>
        <source>Used (building places)</source>
        <translation>Använt (byggplatser)</translation>
    </message>
    <message>
        <source>Left (building places)</source>
        <translation>Kvar (byggplatser)</translation>
    </message>
    <message>
        <source>Rows counted for the present property</source>
        <translation>Rader räknade för nuvarande fastighet</translation>
    </message>
    <message>
        <source>Area: only shore in it is counted</source>
        <translation>Område: endast dess strand räknas</translation>
    </message>
    <message>
        <source>Rights per estate and water body</source>
        <translation>Rätter per stamfastighet och vattendrag</translation>
    </message>
    <message>
        <source>Shares of the present properties</source>
        <translation>Nuvarande fastigheters andelar</translation>
    </message>
    <message>
        <source>Used sites, to be corrected and given back</source>
        <translation>Använda platser, att rätta och ge tillbaka</translation>
    </message>
    <message>
        <source>Table per original estate</source>
        <translation>Tabell per stamfastighet</translation>
    </message>
    <message>
        <source>Drawing the lake report</source>
        <translation>Ritar sjörapporten</translation>
    </message>
    <message>
        <source>give either a modified shoreline or the water areas to make it from</source>
        <translation>ange antingen en omvandlad strandlinje eller vattenområdena som den görs av</translation>
    </message>
    <message>
        <source>holds nothing that could be proposed with these wishes</source>
        <translation>innehåller inget som kunde föreslås med dessa önskemål</translation>
    </message>
    <message>
        <source>is no result of a question that a proposal can be made of</source>
        <translation>är inget resultat av en fråga som ett förslag kan göras av</translation>
    </message>
    <message>
        <source>the plan data model knows only ETRS-TM35FIN, ETRS-GK and WGS 84</source>
        <translation>plandatamodellen känner bara ETRS-TM35FIN, ETRS-GK och WGS 84</translation>
    </message>
    <message>
        <source>no water body has any right, so there is nothing to report</source>
        <translation>inget vattendrag har någon rätt, så det finns inget att rapportera</translation>
    </message>
    <message>
        <source>Criteria card</source>
        <translation>Kriteriekort</translation>
    </message>
    <message>
        <source>Writes a criteria file as a page to be laid on the table: the weights of the tree, each value curve drawn with its unit, what excludes and what is a condition, and every threshold with its source.</source>
        <translation>Skriver kriteriefilen som en sida att lägga på bordet: trädets vikter, varje värdekurva ritad med sin enhet, vad som är hinder och vad som är villkor, och varje tröskel med sin källa.</translation>
    </message>
    <message>
        <source>Straightens the shore of lakes and islands, measures the width of the water and of the land at each piece, and multiplies by the method&apos;s coefficients. Every piece says its lengths, widths and coefficients; the cross-sections that were measured are a layer of their own. Shore in reserves, floods, wetlands, relics, plans and recreation areas isn&apos;t counted, where those layers are given.</source>
        <translation>Uträtar stranden kring sjöar och öar, mäter vattnets och markens bredd vid varje del och multiplicerar med metodens koefficienter. Varje del anger sina längder, bredder och koefficienter; de uppmätta tvärsnitten är ett eget lager. Strand i reservat, översvämningsområden, myrar, fornlämningar, planer och rekreationsområden räknas inte, när dessa lager ges.</translation>
    </message>
    <message>
        <source>Where the data end</source>
        <translation>Var materialet slutar</translation>
    </message>
    <message>
        <source>The area that the water areas were cut with, or its border: a lake that goes on beyond it has no shore there, and isn&apos;t taken for narrow. Without it long straight stretches are taken for such an edge.</source>
        <translation>Området som vattenområdena har avgränsats med, eller dess gräns: en sjö som fortsätter utanför har ingen strand där och hålls inte för smal. Utan det tolkas långa raka sträckor som en sådan kant.</translation>
    </message>
    <message>
        <source>Islands by class</source>
        <translation>Öar enligt klass</translation>
    </message>
    <message>
        <source>Edges of the data</source>
        <translation>Materialets kanter</translation>
    </message>
    <message>
        <source>Areas whose shore isn&apos;t counted</source>
        <translation>Områden vars strand inte räknas</translation>
    </message>
    <message>
        <source>Why shore isn&apos;t counted</source>
        <translation>Varför strand inte räknas</translation>
    </message>
    <message>
        <source>Draws the weights many times and ranks the features each time: the best, middle and worst rank of each, and how often it was among the best. The same seed gives the same answer. Where an error of measurement is given (of the height model, of digitising), the measurements are drawn, too. It also tells the smallest change of weights that topples the first, and what one weight at a time does to it.</source>
        <translation>Drar vikterna många gånger och rangordnar objekten varje gång: bästa, mittersta och sämsta plats för vart och ett samt hur ofta det var bland de bästa. Samma frö ger samma svar. Om ett mätfel anges (höjdmodellens, digitaliseringens) dras också mätningarna. Berättar dessutom den minsta ändring av vikterna som fäller ettan, och vad en vikt i taget gör med den.</translation>
    </message>
    <message>
        <source>Errors of measurement, as id=number, …</source>
        <translation>Mätfel i formen id=tal, …</translation>
    </message>
    <message>
        <source>Standard deviation in the criterion&apos;s own unit, for instance slope=1.5 (per cent, from the height model), junction=20 (metres, from digitising).</source>
        <translation>Standardavvikelse i kriteriets egen enhet, till exempel slope=1.5 (procent, av höjdmodellen), junction=20 (meter, av digitaliseringen).</translation>
    </message>
    <message>
        <source>What one weight at a time does to the first</source>
        <translation>Vad en vikt i taget gör med ettan</translation>
    </message>
    <message>
        <source>The smallest change that topples the first</source>
        <translation>Den minsta ändring som fäller ettan</translation>
    </message>
    <message>
        <source>Share of the weight that must move</source>
        <translation>Andel av vikten som måste flyttas</translation>
    </message>
    <message>
        <source>Names of the criteria, comma-separated</source>
        <translation>Kriteriernas namn, åtskilda med komma</translation>
    </message>
    <message>
        <source>In the order of the rows; with the ids of a criteria file the weights can be used as they come out.</source>
        <translation>I radernas ordning; om namnen är en kriteriefils id:n kan vikterna användas som de är.</translation>
    </message>
    <message>
        <source>How the weights are worked out</source>
        <translation>Hur vikterna räknas ut</translation>
    </message>
    <message>
        <source>principal eigenvector</source>
        <translation>största egenvektorn</translation>
    </message>
    <message>
        <source>geometric mean of each row</source>
        <translation>radernas geometriska medelvärde</translation>
    </message>
    <message>
        <source>Weights with their names</source>
        <translation>Vikter med namn</translation>
    </message>
    <message>
        <source>Weights by order of importance</source>
        <translation>Vikter av rangordning</translation>
    </message>
    <message>
        <source>Works out weights from the order of the criteria alone: the middle of all weights that keep the order (rank-order centroids, Barron and Barrett 1996). Use it where people agree on what matters more, but not on how much more.</source>
        <translation>Räknar ut vikter enbart av kriteriernas ordning: mitten av alla vikter som bevarar ordningen (rank-order centroids, Barron och Barrett 1996). Passar när man är överens om vad som är viktigare, men inte om hur mycket.</translation>
    </message>
    <message>
        <source>Order of importance, the most important first</source>
        <translation>Rangordning, det viktigaste först</translation>
    </message>
    <message>
        <source>For instance: junction &gt; slope = size &gt; rail; equally important ones with = between.</source>
        <translation>Till exempel: junction &gt; slope = size &gt; rail; lika viktiga med = emellan.</translation>
    </message>
    <message>
        <source>Zoning proposal</source>
        <translation>Utkast till planförslag</translation>
    </message>
    <message>
        <source>Makes draft plan areas of the suitable and conditional features of a result layer: code, building right, places, what is in force now, and which conditions must be settled first. Out come the areas as a layer that can be read as plan units, a document (PDF, ODT), and the plan&apos;s data as Ryhti plan JSON in preparation. Only selected features are taken where the layer has a selection and you ask for it.</source>
        <translation>Gör planutkastets områden av ett resultatlagers lämpliga och villkorliga objekt: beteckning, byggrätt, byggplatser, vad som gäller nu och vilka villkor som ska lösas först. Resultatet är ett lager med områdena som kan läsas som planenheter, ett dokument (PDF, ODT) och planens uppgifter som Ryhtis plan-JSON i beredningsskedet. Bara valda objekt tas med om lagret har ett urval och man ber om det.</translation>
    </message>
    <message>
        <source>Result layer: industrial reservation, holiday housing or infill</source>
        <translation>Resultatlager: industrireservering, fritidsboende eller kompletteringsbyggande</translation>
    </message>
    <message>
        <source>Area: only features in it are proposed</source>
        <translation>Område: bara objekt i det föreslås</translation>
    </message>
    <message>
        <source>Plan in force</source>
        <translation>Gällande plan</translation>
    </message>
    <message>
        <source>Water areas, for the map</source>
        <translation>Vattenområden för kartan</translation>
    </message>
    <message>
        <source>Roads, for the map</source>
        <translation>Vägar för kartan</translation>
    </message>
    <message>
        <source>By the layer</source>
        <translation>Enligt lagret</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Mall</translation>
    </message>
    <message>
        <source>Least score</source>
        <translation>Minst poäng</translation>
    </message>
    <message>
        <source>At most so many features, the best first</source>
        <translation>Högst så här många objekt, de bästa först</translation>
    </message>
    <message>
        <source>Empty: the right that the result knows, else unknown.</source>
        <translation>Tomt: rätten som resultatet känner, annars okänd.</translation>
    </message>
    <message>
        <source>Plot ratio e of the proposed areas</source>
        <translation>De föreslagna områdenas exploateringstal e</translation>
    </message>
    <message>
        <source>Floor area of each building place (m²)</source>
        <translation>Våningsyta per byggplats (m²)</translation>
    </message>
    <message>
        <source>Take conditional features too</source>
        <translation>Ta med även villkorliga</translation>
    </message>
    <message>
        <source>Draft plan areas</source>
        <translation>Planutkastets områden</translation>
    </message>
    <message>
        <source>Proposal as PDF</source>
        <translation>Förslaget som PDF</translation>
    </message>
    <message>
        <source>Proposal as text document</source>
        <translation>Förslaget som textdokument</translation>
    </message>
    <message>
        <source>Plan as Ryhti plan JSON</source>
        <translation>Planen som Ryhtis plan-JSON</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-filer (*.json)</translation>
    </message>
    <message>
        <source>Their size (ha)</source>
        <translation>Deras areal (ha)</translation>
    </message>
    <message>
        <source>Features in them</source>
        <translation>Objekt i dem</translation>
    </message>
    <message>
        <source>Making the draft plan areas</source>
        <translation>Bildar planutkastets områden</translation>
    </message>
    <message>
        <source>has an empty place</source>
        <translation>har en tom plats</translation>
    </message>
    <message>
        <source>names a criterion twice</source>
        <translation>nämner ett kriterium två gånger</translation>
    </message>
    <message>
        <source>names {0} criteria, the matrix has {1}</source>
        <translation>nämner {0} kriterier, matrisen har {1}</translation>
    </message>
    <message>
        <source>Compare ways of counting shore rights</source>
        <translation>Jämför sätt att räkna strandrätter</translation>
    </message>
    <message>
        <source>Counts the shore rights of the whole plan area by up to four methods, norms and roundings, and sets totals and estates side by side; the first is what the others are compared with. Methods are v1 to v8 as in Modified shoreline; rounding is floor or half_up. The page is made to be laid before the council.</source>
        <translation>Räknar hela planområdets strandrätter med högst fyra metoder, normer och avrundningar och ställer summor och stamfastigheter sida vid sida; de andra jämförs med den första. Metoderna är v1–v8 som i Omvandlad strandlinje; avrundningen är floor (nedåt) eller half_up (uppåt från en halv). Sidan är gjord för att läggas fram för fullmäktige.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Method (v1–v8)</source>
        <translation>Metod (v1–v8)</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>Rounding (floor, half_up)</source>
        <translation>Avrundning (floor, half_up)</translation>
    </message>
    <message>
        <source>Scenarios, at most four</source>
        <translation>Alternativ, högst fyra</translation>
    </message>
    <message>
        <source>Totals of each scenario</source>
        <translation>Alternativens summor</translation>
    </message>
    <message>
        <source>Estates side by side</source>
        <translation>Stamfastigheterna sida vid sida</translation>
    </message>
    <message>
        <source>Page for the council</source>
        <translation>Sida för fullmäktige</translation>
    </message>
    <message>
        <source>a row must be name; method; norm; rounding</source>
        <translation>en rad måste vara namn; metod; norm; avrundning</translation>
    </message>
    <message>
        <source>must have from 1 to {} rows, and has {}</source>
        <translation>måste ha från 1 till {} rader, och har {}</translation>
    </message>
    <message>
        <source>the method must be one of {}</source>
        <translation>metoden måste vara en av {}</translation>
    </message>
    <message>
        <source>the norm must be a number from {0:g} to {1:g}</source>
        <translation>normen måste vara ett tal från {0:g} till {1:g}</translation>
    </message>
    <message>
        <source>the rounding must be one of {}</source>
        <translation>avrundningen måste vara en av {}</translation>
    </message>
    <message>
        <source>two scenarios have the same name</source>
        <translation>två alternativ har samma namn</translation>
    </message>
    <message>
        <source>The shoreline is then made from the water areas, and shore that the plans given settle is left out.</source>
        <translation>Strandlinjen görs då av vattenområdena, och strand som de angivna planerna avgör lämnas bort.</translation>
    </message>
    <message>
        <source>isn&apos;t a modified shoreline: each piece must be one line</source>
        <translation>är ingen omvandlad strandlinje: varje del ska vara en linje</translation>
    </message>
    <message>
        <source>Wanted amounts, as measure=number, …</source>
        <translation>Önskade mängder i formen åtgärd=tal, …</translation>
    </message>
    <message>
        <source>What the strategy leaves open, in each measure&apos;s unit: 7.1.4=40; by area 7.1.5/heinola=20.</source>
        <translation>Vad strategin lämnar öppet, i varje åtgärds enhet: 7.1.4=40; områdesvis 7.1.5/heinola=20.</translation>
    </message>
    <message>
        <source>has no target area {0}; its areas are {1}</source>
        <translation>har inget målområde {0}; områdena är {1}</translation>
    </message>
    <message>
        <source>must be measure=number, …</source>
        <translation>ska anges i formen åtgärd=tal, …</translation>
    </message>
    <message>
        <source>is no area; there are {}</source>
        <translation>är inget område; områdena är {}</translation>
    </message>
    <message>
        <source>must be above 0 and at most {}</source>
        <translation>måste vara större än 0 och högst {}</translation>
    </message>
    <message>
        <source>ended after {0} rows of {1}: the file is damaged, or was changed while it was read</source>
        <translation>tog slut efter {0} rader av {1}: filen är skadad eller ändrades medan den lästes</translation>
    </message>
    <message>
        <source>Not given, so not looked at: {}</source>
        <translation>Inte angivet, därför inte granskat: {}</translation>
    </message>
    <message>
        <source>Nothing changed for these, taken from the last run: {}</source>
        <translation>För dessa har inget ändrats, hämtat från förra körningen: {}</translation>
    </message>
    <message>
        <source>Worked out anew: {}</source>
        <translation>Beräknat på nytt: {}</translation>
    </message>
    <message>
        <source>is a second raster of heights; put them together, as a virtual raster</source>
        <translation>är ett andra höjdraster; sätt ihop rastren, till exempel som ett virtuellt raster</translation>
    </message>
    <message>
        <source>What was left out and why</source>
        <translation>Vad som lämnades bort och varför</translation>
    </message>
    <message>
        <source>Ground that can be built on</source>
        <translation>Byggbar mark</translation>
    </message>
    <message>
        <source>{} can’t be read.</source>
        <translation>{} kan inte läsas.</translation>
    </message>
    <message>
        <source>Nothing to remark.</source>
        <translation>Inget att anmärka.</translation>
    </message>
    <message>
        <source>Change a planning project</source>
        <translation>Ändra ett planeringsprojekt</translation>
    </message>
    <message>
        <source>Still to be checked: {} layers</source>
        <translation>Ännu inte granskade: {} lager</translation>
    </message>
    <message>
        <source>another run is writing its results there just now</source>
        <translation>en annan körning skriver just nu sina resultat dit</translation>
    </message>
    <message>
        <source>can&apos;t be read or written: {}</source>
        <translation>kan inte läsas eller skrivas: {}</translation>
    </message>
    <message>
        <source>can&apos;t be replaced, perhaps because it is open: close it, or choose another folder</source>
        <translation>kan inte ersättas, kanske för att den är öppen: stäng den eller välj en annan mapp</translation>
    </message>
    <message>
        <source>has {0} cells over the area, more than {1}: give a coarser one, with cells of 10 m for instance</source>
        <translation>har {0} celler på området, fler än {1}: ge ett glesare, till exempel med celler på 10 m</translation>
    </message>
    <message>
        <source>is a criterion of classes, which have no error of measurement</source>
        <translation>är ett kriterium av klasser, och klasser har inget mätfel</translation>
    </message>
    <message>
        <source>is in {0}, whose units are not metres on the ground: reproject it first, as to ETRS-TM35FIN</source>
        <translation>är i {0}, vars enheter inte är meter i terrängen: omvandla det först, till exempel till ETRS-TM35FIN</translation>
    </message>
    <message>
        <source>nothing can be written there: choose another folder</source>
        <translation>det går inte att skriva dit: välj en annan mapp</translation>
    </message>
    <message>
        <source>The open project has no results of a planning run. Make them with “Planning run…”, or open the project.qgz of a run made before.</source>
        <translation>Det öppna projektet har inga resultat av en planeringskörning. Gör dem med ”Planeringskörning…”, eller öppna project.qgz från en tidigare körning.</translation>
    </message>
    <message>
        <source>The results can&apos;t be opened: {} is not there. Bring it back beside the project, or run again.</source>
        <translation>Resultaten kan inte öppnas: filen {} finns inte. För tillbaka den bredvid projektet eller kör på nytt.</translation>
    </message>
    <message>
        <source>{}: a shapefile cuts names to 10 characters and texts to 254; a GeoPackage keeps all.</source>
        <translation>{}: en shapefil kapar namnen till 10 tecken och texterna till 254; ett GeoPackage bevarar allt.</translation>
    </message>
    <message>
        <source>{}: a table holds no shapes; a GeoPackage keeps all.</source>
        <translation>{}: en tabell har inga geometrier; ett GeoPackage bevarar allt.</translation>
    </message>
    <message>
        <source>Weights: {}</source>
        <translation>Vikter: {}</translation>
    </message>
    <message>
        <source>is a file that is read: choose another name</source>
        <translation>är en fil som läses: välj ett annat namn</translation>
    </message>
    <message>
        <source>Table as a spreadsheet</source>
        <translation>Tabellen som kalkylblad</translation>
    </message>
    <message>
        <source>ODS files (*.ods)</source>
        <translation>ODS-filer (*.ods)</translation>
    </message>
    <message>
        <source>gave {0} rows and then {1}: the connection broke, or the data were changed while they were read</source>
        <translation>gav {0} rader och sedan {1}: förbindelsen bröts, eller så ändrades materialet under läsningen</translation>
    </message>
    <message>
        <source>has objects in coordinate systems of which one is not known</source>
        <translation>innehåller objekt i koordinatsystem av vilka något inte är känt</translation>
    </message>
    <message>
        <source>The layer doesn&apos;t have {}: what rests on it is unknown.</source>
        <translation>Lagret saknar {}: det som vilar på dem är okänt.</translation>
    </message>
</context>
</TS>
