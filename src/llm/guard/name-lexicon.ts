/**
 * Given names and family names that are common in many countries, written down by hand from general knowledge (public domain; no list was copied). They
 * are a hint among others, see `find-names.ts`: a name that is missing here is still found by its context.
 */

/** Given names that are hardly ever anything else. */
const GIVEN = `
aaliyah aaron abby abdul abdullah abdulrahman abel abigail abraham achim adam adele adelheid aditi aditya adrian adriana adrien agata agnes agnieszka agustin ahmad ahmed
aiden aiko aila aileen aimee aino aisha aisling akash akira aksel alan alana alba albert alberto alejandra alejandro aleksander aleksandra aleksei aleksi alena alessandra
alessandro alessia alexander alexandra alexandre alexei alexis alfonso alfred alfredo ali alicia alina alisa alison alistair allan allison alma alvaro alyssa amalia amalie
amanda amelia amelie amina amir amit amy ana anastasia anders andre andrea andreas andrei andres andrew andrzej andy angela angelica angelika angelina angelo angus anika
anita anja anke ann anna annabel anne anneli annette annie annika anouk ansel anthony antje antoine anton antonia antonio antti anya aoife apollonia april aram arash arianna
ariana arjun arkadiusz armando arne arnold arthur arto artur arturo arvid asger ashley ashok asif asma astrid asuka athena aubrey audrey august augustin aurelie aurora
ava axel aya ayesha ayse aziz barbara barry bartek bart bartosz bashir beata beatrice beatriz becky bella ben benedikt benjamin benoit bent berit bernard bernardo bernd berta
bertha bertram bethany betty bianca bilal birgit birgitta bjarne bjorn blanca blanka bobby bogdan boris borja brad bradley brandon brayden brenda brendan brian brianna bridget
brigitte bronwyn bruno bryan caitlin caitlyn caleb callum cameron camila camilla camille candice carina carl carla carlo carlos carlotta carmen caroline carolyn carsten
casper cassandra catalina catarina caterina catherine cathy cecilia cecilie celeste celia celine cesar chandra chantal charles charlie cheng cheryl chiara chinedu chloe chris
christa christiane christina christine christoph christophe christopher chukwuemeka cindy claire clara clarence claudia claudio claus clemens cliff clive cody colette colin
colleen connie connor conor constance cordelia corinna corinne craig cristian cristiano cristina curtis cynthia dafne dagmar dagny daiki damian damien damir dan dana daniel
daniela daniele danielle danilo danny dariusz darko darren dave david davide dawid deborah debra deepak deepika delia delphine denis denise dennis derek desmond devon diana
diane diego dieter dietmar dilip dimitri dimitris dina dirk divya dmitri dmitry dolores dominic dominik dominika dominique donald donna dora doris dorota dorothea dorothy
doug douglas dragan dries duncan dylan ebba eddie edgar edith edmund eduard eduardo edward edwin eero efua egil egon eileen eino einar eirik eivind ekaterina elaine elena
eleanor eleni elias elif elijah elin elina elisa elisabeth elise eliza elizabeth ella ellen ellie elsa elspeth elvira emanuel emeka emil emilia emilie emilio emily emir emma
emmanuel enrico enrique eric erica erich erik erika erin ernest ernesto ernst ervin erwin esben esra esteban estelle esther ethan etienne eugen eugene eugenia eun eva evan
evelyn ewa fabian fabien fabienne fabio fabrice fadi fahad farah farhan fatemeh fatima fatma fatou federica federico felicia felicity felipe felix ferdinand ferenc fernanda
fernando filip filippo finn fiona flavia flavio florian frances francesca francesco francine francisco francois frankie franz franziska fred freddie frederic frederik
frederick fredrik freja frieda friedrich fritz gabriel gabriela gabriele gabriella gabrielle gaetan gareth gary gaspard gauri gavin geir geoff geoffrey georg george georges
georgios gerald geraldine gerard gerardo gerd gerda gerhard gertrude giacomo gianluca gianni gilbert gilles gina giorgia giorgio giovanna giovanni giulia giulio giuseppe
gloria gonzalo gordon goran greg gregor gregory greta grzegorz guido guillaume guillermo gunnar gunther gurpreet gustav gustavo guy gwen hakan halima halina hamid hamza hana
hanna hannah hanne hannes hans harald hari harold harriet harry haruka haruki harvey hassan hatice hayden hector heidi heike heikki heinrich heinz helen helena helene helga
helge helmut henk hendrik henning henri henriette henrik henry herbert herman hermann hilary hilda hildegard hiro hiroshi holger holly horst howard hubert hugh hugo humberto
hussein hyun iain ian ibrahim ida ignacio igor ikram ilaria ilona ilse imani imran ines inga inge ingeborg ingo ingrid ioana irena irene irina irma isaac isabel isabella
isabelle isaiah isak ismail istvan ivan ivana ivo iwona jaakko jack jackie jacob jacqueline jacques jade jaime jakob jakub jamal james jamie jan jana jane janet janice janina
janine janka janne janos janusz jared jari jarek jarmila jasmin jasmine jason jasper javier jayden jean jeanette jeanne jeff jeffrey jelena jenna jennifer jenny jens jeremy
jerome jerry jerzy jesper jesse jessica jesus jia jill jim jimmy jin jiri jitka joachim joan joana joanna joanne joao joaquin jodi jodie joe joel joelle joerg johan johann
johanna johannes john johnny jon jonas jonathan jorge jorgen jose josef josefina joseph josephine joshua josip jozef juan juana juanita judith judy juha juho jukka jules
juliana julien juliet juliette julio julius jun jurgen jussi justin justine justyna jutta jyrki kacper kai kaisa kaito kalle kamil kamila kamran karel karen karim karin karina
karl karla karolina karsten kasia kaspar katarina katarzyna kate katerina katharina katherine kathleen kathryn kathy katie katja katrin katrina katrine kavita kay kazuki
keisha keith kelly ken kenji kenneth kenta kerry kerstin kevin khadija khalid khaled kiara kieran kim kimberly kiran kirsten kirsty kjell klara klaus koichi konrad konstantin
krishna kristen kristian kristin kristina kristine kristof krystyna krzysztof kurt kwabena kwame kyle kyra laila lakshmi lara larissa larry lars lasse laszlo laura
lauren laurence laurent lauri lavinia layla lea leah leandro leif leila lena lennart leo leon leona leonard leonardo leonie leonor leopold leroy leslie leticia levi lewis li
liam lidia liisa lilian liliana lilly lina linda lindsay lindsey ling lionel lisa lisbeth liselotte liv livia liz lizzie logan lois lola lorena lorenz lorenzo loretta lori
lorraine lotta lotte louis louisa louise lourdes luc luca lucas lucia luciana luciano lucie lucinda lucy ludovic ludwig luigi luis luisa lukas lukasz luke lutz lydia lynn
maarten maciej madeleine mads magda magdalena magnus maha mahmoud maja makoto malcolm malgorzata malin malte mamadou mandy manfred manoj manon manuel manuela mara marc marcel
marcela marcella marcello marcelo marcia marcin marco marcos marcus marek margaret margarita margarida margit margot margrit maria mariam marian mariana marianne marie mariela
marina mario marion marisa marissa marit marius mariusz marjorie marko markus marlene marta martha martina marvin mary maryam mateo mateusz mathew mathias mathieu mathilde
mathis matias matilda matilde matt matteo matthew matthias matthieu matti maureen mauricio maurizio maurice mauro maxim maxime maximilian maya megan mehdi mehmet mei mel melanie
melinda melissa mercedes merle mette mia micah michael michaela michal michel michele michelle mick miguel mihai mika mikael mike mikhail mikkel mikko mila milan milena
milica millie milos mina mira miranda mirco mireille mirela miriam mirjam mirko miroslav mitchell mohamed mohammad mohammed mohamad moira molly mona monica monika monique
morgane moritz morten moshe muhammad murat mustafa myriam nabil nadia nadine nadja nagy naomi natalia natalie nathalie nathan nathaniel naveen nazanin neha neil nell nelson
nevena ngozi nguyen nia niamh niccolo nicholas nicola nicolai nicolas nicole nicolo niels nigel nikhil nikita niklas nikola nikolai nikolaj nikolas nikolaus nikos nils nina
nisha noah noel noemi nora norbert noriko nuno odd ola olaf olav ole oleg oleksandr olena olga oliver olivia olivier omar orla oscar oskar osman otto ove owen pablo pamela
paolo pascale patricia patricio patrick patrik patrizia patty paul paula paulina pauline paulo pavel pawel pedro peggy penelope per pernille perry peter petr petra petter phil
philip philipp philippa philippe phillip phoebe pia piero pierre pieter pietro pilar piotr polly prakash pranav preethi priscilla priya przemek quentin quincy rachel rachid
radek radoslav rafael rafal rahul rainer raj rajesh ralf ralph ramesh ramiro ramon ramona rana randall randy rania raoul raphael raquel rashid rasmus raul ravi raymond rebecca
regina reiko reinhard rekha remi remy renata renate rene renee reza rhiannon rhys ricardo riccardo richard rick ricky rikke rita roberta robert roberto rocio roderick rodrigo
roger rohan rohit roland rolf roman romain romeo ronald ronan ronja ronnie rosa rosalie rosalind rosario rosemary rosie ross roxanne roy ruben rudolf rudolph rune
rupert ruslan russell ruth ryan sabina sabine sabrina sadie said saima sakura salim sally salma salvador salvatore sam samantha samir samira sami samuel samuele sanaa sandeep
sandra sandro sanjay sanna santiago santosh sara sarah sari sasha saskia satoshi saul scott sean sebastian sebastien selim selina selma serena serge sergei sergey sergio
seth shane shannon sharon shaun shauna sheila shelley sheryl shinji shirley shreya siddharth sidney siegfried sigrid sigurd silke silvia silvio simon simona simone sindre siobhan
siri sissel sofia sofie sonia sonja sonya sophia sophie soren stacey stanislav stanislaw stanley stefan stefania stefanie stefano steffen stein stella stephan stephane
stephanie stephen steve steven stine stuart sunil sunita susan susana susanna susanne suzanne svein sven svetlana sylvia sylvie szymon tabitha tadeusz takashi takeshi tamar
tamara tamika tammy tanja tanya tara tarek tariq tatiana tatyana ted teemu teresa terence terje terry tessa thea thelma theo theodor theodore theresa therese thierry thomas
thorsten tiago tibor tiffany tilda till tim timo timothy tina tobias toby todd tom tomas tomasz tommaso tommy tomoko tony tor tore torsten tove tracey tracy travis trevor
tricia trine trisha troy tuomas tuula tyler tyrone ulla ulrich ulrike umar umberto ursula usman uwe vaclav valentina valeria valerie vanessa vasile vasily vera verena veronica
veronika veronique vesna vicente vicki vicky victoire vidar vijay vikram viktor viktoria ville vilma vincent vincenzo virginie vivek vivian viviana vivienne vlad vladimir
vladislav volker waldemar walid walter wanda wayne wei wendy wenche weronika werner wiebke wilfred wilhelm willem william willy wim winfried winston wojciech wolfgang xavier
xiao yannick yara yasmin yasmine yasuko yesenia yiannis yolanda yosef youssef yuki yuri yuriy yusuf yvette yvonne zach zachary zahra zainab zara zbigniew zdenek zeynep zhang
rustam anastasiya алексей александр александра анна андрей анастасия антон борис вера виктор владимир галина дмитрий евгений екатерина елена иван игорь ирина лариса людмила максим мария марина михаил наталья надежда николай олег ольга павел пётр петр роман светлана сергей софия татьяна юлия юрий оксана тарас богдан олександр zofia zoltan zoran zsofia zuzana zuzanna`;

/** Given names that are also words, places, figures of examples or names of things: they need a second hint. */
const EITHER = `
ada alice amber angel art ash aspen athens austin basil bay bill bob brandy brook carol carolina carter casey chad chance charity charlotte chase chelsea china christian clay
cliff clement cooper coral crystal daisy dakota dale dallas dawn dean dell dolly don drew duke earl eden elm ernie eve faith fay felicity fern flora florence forest france
francis frank gale gay gene georgia ginger glen grace grant guy harmony hazel heath heather henna holly homer honor hope hunter india iris israel ivory ivy jasper java jay
jersey jewel job jolly jordan joy joyce julia june justice kelvin kenya king lance lane laurel lee lily lincoln london luna madison mae marina mark marlin marshall martin mason
max maxwell may melody mercy merit miles milo mo morgan nick noble norm norman olive opal page paige paris parker pascal pat patience pearl penny pepper perl piper poppy price
prince queen rae raven ray red reed reef rich river rob robin rocky rose rowan ruby rusty sage sandy savannah scarlet shell sherry sierra sky skylar sol sonny stone storm sue
summer sunny sydney taylor terra tesla tiger tori trinity tulip turner valentine vera victor victoria vienna viola violet virginia ward will willow winter wren
hill brown white black green young long wood woods bush banks field fields knight bishop mills rhodes marsh ford cross day english french west north waters walls bond church love swift hood rivers wells poole snow frost burn moon short best good strong castle house temple street lake`;

/** Family names that are common, and hardly ever anything else. */
const FAMILY = `
adams aguilar ahmed alexander allen almeida alonso alvarez andersen anderson andersson andrews araujo armstrong arnold arora ashraf bailey baker banerjee barbosa barnes barros
batista bauer becker bell benitez bennett berg bernard bianchi bjorklund blanco boyle brandt brennan brooks brown bruun bryant burns butler byrne caballero cabrera campbell
campos carlson carvalho castillo castro chaudhary chavez chen cho choi christiansen chowdhury clark clarke cohen coleman collins contreras cooper correia costa cox cruz
cunningham dahl das davies davis desai diaz dominguez dubois dumont duran durand edwards eriksen eriksson espinoza evans fernandes fernandez ferrari ferreira fischer fisher
flores fontaine foster fournier fraser fuchs fujita fuentes gallagher garcia gardner gibson gill girard gomes gomez gonzales gonzalez gordon graham gray greene griffin gruber
guerrero gupta gutierrez guzman hall hamilton hansen hansson harris harrison hartmann hassan hayashi hayes henderson henriksen hernandez herrera hoffman hoffmann hofmann
holm horvath howard huang huber hughes hunt hussain iglesias inoue ito ivanov ivanova jackson jacobs jansen janssen jensen jimenez johansen johansson johnson jones jorgensen
joshi joly juarez kaiser kaya keller kelly kennedy khan kim klein kobayashi koch kovac kovacs kowalska kowalski kruger kumar larsen larsson laurent lefebvre lehmann leroy lewis
lin lindberg lindqvist liu lopez lorenzo lund lundberg machado maier mahmoud marino marques marquez martinez martins medina mehta meier mendes mendez mendoza mehmood meyer
miller mishra mitchell molina moller morales moreau morel moreno moretti morris mueller muller muñoz munoz murphy murray myers nagy nakamura navarro nelson neumann newman
nguyen nielsen nilsen nilsson nowak nunez obrien okafor oliveira olsen olson olsson ortega ortiz osman owens pacheco park parker patel patil pedersen peeters pereira
perez perry persson petersen peterson petersson petrov petrova pham phillips pinto powell ramirez ramos rasmussen reddy reid reyes ribeiro ricci richards richardson richter
riley rinaldi rivera roberts robertson robinson rocha rodrigues rodriguez rogers rojas romano romero rossi roux russo ruiz ryan saito salazar sanchez sanders santana santos
sato schmid schmidt schmitt schneider scholz schroder schroeder schubert schulz schulze schumacher schwarz sharma shaw shimizu silva simmons singh smith soares solberg sorensen
soto sousa souza stewart suarez sullivan suzuki svensson swart takahashi tanaka teixeira tkachenko thomas thompson thomsen torres tran turner ueda vargas vasquez vazquez vega
visser virtanen wagner walker wallace walsh wang ward watanabe watson weber wilson wojcik wolff wong wright yamada yamamoto yang yilmaz yoshida young zhang zhao zimmermann`;

/** Whom a lesson may well be about; their names alone say nothing about a learner. Family names, or the one name they go by. */
const FIGURES = `
achilles ampere apollo archimedes arendt aristotle avogadro bach bacon bandura baudelaire beethoven bell bernoulli bohr boltzmann boole boyle brahe brahms buddha byron caesar calvin
camus cantor caravaggio carnot carroll cauchy celsius cervantes charles chaucer chomsky churchill cicero cleopatra columbus confucius copernicus coulomb crick curie da dalton
dante darwin democritus descartes dewey dickens dickinson diesel dijkstra doppler durkheim edison einstein eisenhower eliot engels erikson eratosthenes escher euclid euler
fahrenheit faraday fermat fermi feynman fibonacci fleming foucault fourier franklin freud galilei galileo galois galton gandhi gates gauss gibbs goethe gogh golgi goodall
gutenberg gödel hamlet hawking hegel heisenberg hemingway heraclitus hertz hippocrates hitler hobbes hooke hopper hubble hume huxley ibsen jefferson jenner jesus joule jung
kafka kant kennedy kepler keynes kirchhoff knuth kohlberg krebs lagrange lamarck lamport laplace lavoisier leibniz lenin lenz lincoln linnaeus locke lovelace luther machiavelli
magellan malthus mandela marx maslow maxwell mead mendel mendeleev michelangelo milgram mill mohr mohs monet mozart napoleon nash neumann newton nietzsche nightingale nobel
noether ockham oedipus ohm ongaro orwell pascal pasteur pavlov piaget picasso pinker planck plato poe poincaré ptolemy punnett pythagoras ramanujan raphael rawls rembrandt ricardo
richter riemann ritchie roentgen rogers romeo roosevelt rousseau russell rutherford sartre saussure schrödinger shakespeare shannon skinner smith snell socrates sophocles spinoza
stalin stirling stroustrup swift tchaikovsky tesla thales thatcher thoreau thorndike tolkien tolstoy torricelli torvalds turing twain tycho venn vespucci virgil vivaldi volta
voltaire vygotsky wallace washington watson watt weber wegener wilde wittgenstein wollstonecraft woolf wright wundt zeus zimbardo`;

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const GIVEN_NAMES = setOf(GIVEN);
export const NAMES_OR_WORDS = setOf(EITHER);
export const FAMILY_NAMES = setOf(FAMILY);
export const KNOWN_FIGURES = setOf(FIGURES);
