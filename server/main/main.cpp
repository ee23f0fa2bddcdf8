// Wiring only: hands the adapters to the program.
#include "server/cli/program.h"
#include "server/main/wiring.h"

int main(int argc, char** argv) { return qianqiao::run_program(argc, argv, qianqiao::wire()); }
