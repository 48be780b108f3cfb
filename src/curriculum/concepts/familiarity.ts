import { stemOf } from "../stem.ts";

/**
 * About when a word of the sciences is first met, from 0 (before school) to 8 (a specialist's course): a rough table made by hand from the order of
 * school and university curricula. It orders names where nothing else is known of them; nobody is shown a number of it.
 */
const WORDS_BY_LEVEL: readonly string[] = [
  // 0: before school
  `number point line shape space time size body plant animal water light sound heat food word letter sentence money family people person place day night
   colour color hand eye ear name game rule sun moon earth air fire rock weather sleep learn read write count big small`,
  // 1: primary school
  `angle side edge corner vertex face length width height area volume circle square triangle polygon plane segment distance addition subtraction
   multiplication division sum difference product remainder fraction arithmetic geometry average mean temperature speed weight map calendar clock
   measure measurement unit scale pattern group set order list picture table story religion school city country government law war work job health
   disease brain heart blood bone muscle skin seed root leaf flower bird fish insect tree forest river ocean mountain planet star electricity magnet
   machine computer science mathematics history music culture society community memory emotion feeling thought question answer story`,
  // 2: lower secondary school
  `set subset union intersection absolute tally probability magnetism insulator conductor heat thermal pitch loudness shadow fulcrum inertia gears erosion mineral fossil tide eclipse vertebrate mammal predator prey habitat pollination photosystem skeleton digestion virus vaccine continent climate latitude longitude empire colony revolution treaty citizen voting profit cost budget saving loan trade
   decimal percent percentage ratio proportion radius diameter perimeter circumference rectangle parallel perpendicular quadrilateral parallelogram
   trapezoid rhombus cube sphere cone cylinder prism pyramid pentagon hexagon octagon symmetry reflection rotation translation coordinate axis graph
   variable equation expression integer negative prime factor multiple divisor exponent power estimate rounding chord midpoint diagonal arc
   force motion velocity acceleration pressure density mass gravity friction energy atom molecule element compound mixture solid liquid gas matter
   current voltage circuit resistance charge battery wave frequency reflection lens mirror cell tissue organ gene species evolution ecosystem habitat
   climate data chart median mode range chance probability sample population survey experiment observation theory fact program code file internet
   web email user input output instruction loop step state economy market price trade industry democracy constitution norm value belief role status
   identity gender race class power crime punishment behavior behaviour attention perception language child adult stress`,
  // 3: middle of secondary school
  `range relation radical surd monomial binomial trinomial factoring completing parabola vertex roots discriminant piecewise midline cubic quartic degree radian complementary supplementary collisions acceleration freefall friction tension normal weightlessness ohm voltage resistor ammeter series circuit alternating direct wavelength spectrum echo ultrasound half-life alkali halogen metal salt alloy solution solubility concentration titration allele genotype phenotype meiosis osmosis diffusion transpiration homeostasis hypothesis variable class method function parameter argument iteration conditional comment debugging list dictionary file revenue unemployment tariff federalism legislature judiciary nationalism imperialism
   algebra polynomial function linear quadratic inequality slope intercept theorem proof similar similarity congruence congruent transformation
   pythagorean isosceles equilateral right acute obtuse bisection bisector collinear secant tangent tessellation polyhedron concentric interior exterior
   internal external system solution domain inverse square root momentum impulse work kinetic potential newton torque lever pulley projectile
   displacement scalar electron proton neutron nucleus ion acid base reaction bond periodic isotope mole mitosis chromosome dna protein enzyme
   photosynthesis respiration hormone neuron nervous immune bacteria virus natural selection mutation inheritance correlation quartile outlier histogram
   dispersion tendency distribution central frequency bias random algorithm string array type loop logic boolean binary bit byte memory processor
   software hardware database query search information motivation personality intelligence socialization deviance stratification inequality
   bureaucracy institution ideology capitalism socialism supply demand inflation tax method research`,
  // 4: end of secondary school
  `absolute asymptotic continuity composite decomposition dot cross component resultant parametric polynomial remainder synthetic sigma arithmetic geometric convergence divergence induction amplitude phase period secant cosecant cotangent arcsine arctangent identities matrices determinants eccentricity focus directrix circular moment inertia simple superposition standing electromagnetic electrostatic electrostatics magnetostatics coulomb ampere faraday lenz transformer generator photoelectric bohr isotopes decay ideal adiabatic isothermal carnot specific latent buffer equilibrium electrolysis enthalpy hybridization isomer alkane alkene hormone meiosis ribosome mitochondria operon ecology biodiversity inheritance polymorphism encapsulation abstraction complexity search binary pointer linked thread protocol packet router firewall opportunity oligopoly monopoly externality marginal
   logarithm exponential logarithmic trigonometry trigonometric sine cosine complex imaginary vector sequence series limit conic ellipse parabola
   hyperbola derivative calculus differentiation integration integral combinatorics permutation combination binomial asymptote rational modulus
   transversal cartesian polar deviation variance standard normal conditional independence dependence joint event expected sampling statistics
   statistical null hypothesis significance confidence interval field flux induction inductance capacitor capacitance refraction diffraction interference
   oscillation harmonic pendulum resonance doppler centripetal angular elasticity viscosity buoyancy thermodynamics entropy equilibrium enthalpy
   oxidation redox stoichiometry catalyst polymer organic photon radioactive radioactivity fission fusion orbital spectrum recursion sorting stack queue
   pointer object class inheritance interface compiler network protocol server operating structure tree graph matrix conditioning reinforcement
   cognition cognitive attachment neurotransmitter synapse cortex psychology sociology economics philosophy ethics elasticity gdp monetary fiscal
   functionalism conflict interactionism`,
  // 5: first years of university
  `jacobian laplacian curl divergence laplace transform separable homogeneous nonhomogeneous bijection cardinality modular congruences combinatorial generating pigeonhole automata regular context-free computation instruction pipeline assembler assembly scheduling deadlock semaphore inode tcp ip routing normalization acid indexing b-tree red-black amortized greedy divide-and-conquer backtracking schrodinger wavefunction uncertainty spin lorentz blackbody boltzmann fermi bandgap crystal lattice gauss stokes bernoulli reynolds viscous laminar turbulence gibbs chromatography spectroscopy nucleophile electrophile aromatic pathway enzyme kinetics phylogeny plasmid replication translation glycolysis anova chi-square poisson binomial exponential gaussian moment convolution equilibrium nash keynesian solow
   multivariable partial differential ordinary determinant eigenvalue eigenvector linear transformation basis rank orthogonal proof induction discrete
   abstract set relation mathematical model modelling density likelihood estimator posterior prior bayes bayesian inference regression correlation squares
   least test classification classifier accuracy precision recall learning supervised decision optimization optimum gradient maxima minima hyperplane
   dimension dimensionality space normalization complexity hashing hash heap pointer concurrency thread process scheduling cache virtual paging grammar
   automaton automata parsing turing lambda relational sql transaction cryptography encryption relativity quantum lagrangian hamiltonian maxwell
   electromagnetism mechanics optics semiconductor transistor spectroscopy electrochemistry metabolism genome transcription genetics epidemiology
   microeconomics macroeconomics utility game psychoanalytic humanism structuralism psychopathology`,
  // 6: later years of university
  `analysis analytic real topology topological metric numerical stochastic process fourier ring module group theory number optimization programming
   operations computability coding factorization approximation markov poisson entropy neural perceptron clustering cluster mining validation ensemble
   nonlinear kernel support component principal discretization reduction separability semantic compiler distributed parallel consensus virtualization
   machine artificial information retrieval expert fuzzy genetic evolutionary reinforcement feature anomaly signal noise filter control tensor
   perturbation scattering superconductivity plasma cosmology astrophysics computational bioinformatics proteomics econometrics multivariate`,
  // 7: specialists' courses
  `functional algebraic manifold commutative dynamical spectral finite boosting bagging backpropagation forest bootstrap bootstrapping aggregating
   embedding stepwise naive mixture expectation maximization hierarchical apriori association convolutional recurrent deep feedforward wavelet
   variational primality analytical multiscale measure-theoretic renormalization semi-supervised transfer adversarial generative relativistic`,
  // 8: beyond
  `ergodic lie cohomology homology homotopy sheaf scheme category functor operator neumann k-theory c*-algebra biclustering medoids transformer string
   supersymmetry conformal symplectic noncommutative`,
];

/** Names of courses and topics whose words say less than the whole: by the same levels. */
const NAMES_BY_LEVEL: Readonly<Record<number, string>> = {
  3: "number system, real number, complex number, square root, quadratic equation, data type, cell division, solar system, food web, nervous system, newtons law",
  4: "natural number, rate of change, central tendency, unit circle, trigonometric function, inverse function, limit of function, data structure, control flow, periodic table, natural selection, magnetic field, electric field, confidence interval",
  5: `linear algebra, discrete mathematics, multivariable calculus, vector calculus, differential equation, ordinary differential equation, set theory, graph theory,
   probability theory, mathematical model, data analysis, computer architecture, computer network, operating system, organic chemistry, classical mechanics,
   fluid mechanics, random variable, probability distribution, dynamic programming, object-oriented programming, software engineering, linear programming`,
  6: `abstract algebra, number theory, mathematical analysis, real analysis, complex analysis, partial differential equation, numerical analysis, mathematical statistics,
   mathematical logic, mathematical optimization, operations research, machine learning, artificial intelligence, information theory, computational complexity, statistical
   mechanics, quantum mechanics, special relativity, fourier series, linear regression, formal language, programming language theory, game theory, stochastic process, group theory, ring theory, computability theory, complexity theory, automata theory, electromagnetic field theory, compiler design, database system, software testing,
   topological space, differential geometry of curve, computer graphics, analytical mechanics, coding theory, physical chemistry, molecular biology, data mining`,
  7: `functional analysis, fourier analysis, harmonic analysis, algebraic geometry, algebraic topology, differential topology, algebraic number theory, analytic number
   theory, commutative algebra, representation theory, measure theory, dynamical system, differential geometry, approximation theory, numerical linear algebra, finite
   element method, stochastic calculus, natural language processing, computer vision, deep learning, support vector machine, neural network, random forest, control theory,
   category theory, model theory, general relativity, quantum computing, distributed system`,
  8: "ergodic theory, lie theory, lie group, lie algebra, string theory, quantum field theory, homological algebra, reinforcement learning, algebraic k-theory",
};

/** What a word derived from a known one comes later by: "factor", "factorization". */
const DERIVED_LATER = 1.5;
const LONGEST_NAME = 4;

const WORD_LEVELS = new Map<string, number>();
const STEM_LEVELS = new Map<string, number>();
const NAME_LEVELS = new Map<string, number>();
for (const [level, words] of WORDS_BY_LEVEL.entries())
  for (const word of words.split(/\s+/)) {
    // A word stands where it is met first.
    if (!WORD_LEVELS.has(singular(word))) WORD_LEVELS.set(singular(word), level);
    if (!STEM_LEVELS.has(stemOf(word))) STEM_LEVELS.set(stemOf(word), level);
  }
for (const [level, names] of Object.entries(NAMES_BY_LEVEL))
  for (const name of names.split(/,\s+/)) NAME_LEVELS.set(name.split(/\s+/).map(singular).join(" "), Number(level));

function singular(word: string): string {
  return word
    .replace(/ies$/, "y")
    .replace(/(s|x|ch|sh)es$/, "$1")
    .replace(/([^su])s$/, "$1");
}

/**
 * When the parts of a name are first met, 0 to 8 each, the longest known parts first; null for a word that nobody has placed.
 * @param words of the name in lower case, in order
 */
export function levelsOf(words: readonly string[]): (number | null)[] {
  const singulars = words.map(singular);
  const levels: (number | null)[] = [];
  for (let at = 0; at < words.length; ) {
    let end = Math.min(words.length, at + LONGEST_NAME);
    while (end > at + 1 && !NAME_LEVELS.has(singulars.slice(at, end).join(" "))) end -= 1;
    levels.push(NAME_LEVELS.get(singulars.slice(at, end).join(" ")) ?? levelOfWord(words[at] ?? ""));
    at = end;
  }
  return levels;
}

function levelOfWord(word: string): number | null {
  const derived = STEM_LEVELS.get(stemOf(word));
  return WORD_LEVELS.get(singular(word)) ?? (derived === undefined ? null : derived + DERIVED_LATER);
}
